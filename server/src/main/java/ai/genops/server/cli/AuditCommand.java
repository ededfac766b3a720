package ai.genops.server.cli;

import ai.genops.pipeline.processor.chain.Break;
import ai.genops.pipeline.processor.chain.ChainProof;
import ai.genops.server.UserException;
import ai.genops.server.audit.AuditFile;
import ai.genops.server.audit.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops audit`: what an auditor needs. Reads delivered files, and neither server nor configuration.
@Command(
        name = "audit",
        description = "Prove that a chained audit trail is as it was delivered, or find the first break.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    @Command(
            name = "verify",
            description = "Follow the chains through files of delivered lines, plain or .gz, in the order in which they"
                    + " were written.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit code 0 if every chain holds, 1 if one does not, 2 if there is none or a file cannot be read.",
                "For example: genops audit verify audit.ndjson.0* audit.ndjson"
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Lines of JSON; - is standard input.")
        List<String> files = List.of();

        @Option(names = "--chain", paramLabel = "ID", description = "Only this chain. Default: all.")
        @Nullable
        String chain;

        @Option(
                names = "--head",
                paramLabel = "HASH",
                description =
                        "An event with this `chain.hash`, noted elsewhere, must be there: else the end is cut off,"
                                + " or all of it was made anew.")
        @Nullable
        String head;

        @Option(names = "--from-start", description = "Each chain must be there from its first event.")
        boolean fromStart;

        @Option(names = "--allow-others", description = "There may be lines that are in no chain.")
        boolean allowOthers;

        @Mixin
        OutputMixin output = new OutputMixin();

        @Override
        public Integer call() throws IOException {
            if (head != null && !head.matches("[0-9a-f]{64}")) {
                throw new UserException("--head is a `chain.hash`, 64 lower-case hex digits; it is `" + head + "`");
            }
            var proof = new ChainProof(chain, allowOthers || chain != null);
            for (String file : files) {
                read(file, proof);
            }
            if (proof.chains().isEmpty() && proof.strays().stream().allMatch(Verify::isInserted)) {
                throw new UserException(
                        chain == null
                                ? "no line of these files is in a chain; the processor `chain` makes them"
                                : "no line of these files is in the chain `" + chain + "`");
            }
            var verdict = new Verdict(proof, fromStart, head);
            new AuditReport(verdict).print(output.json(), Terminal.standardOutput());
            return verdict.isIntact() ? 0 : 1;
        }

        private static void read(String file, ChainProof proof) throws IOException {
            try {
                AuditFile.read(file, proof);
            } catch (AuditFile.UnreadableException e) {
                throw new UserException(String.valueOf(e.getMessage()));
            }
        }

        private static boolean isInserted(Break stray) {
            return stray.kind() == Break.Kind.INSERTED;
        }
    }
}
