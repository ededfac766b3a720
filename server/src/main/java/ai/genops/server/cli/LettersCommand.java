package ai.genops.server.cli;

import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.DeadLetterBox.Summary;
import ai.genops.destination.delivery.Letter;
import ai.genops.event.JsonBuffer;
import ai.genops.server.UserException;
import ai.genops.server.api.LetterJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops letters`: what destinations have refused for good. Looking needs no server; what changes something, the
/// server does that has the folder.
@Command(
        name = "letters",
        description =
                "Look at dead letters (events that a destination refused for good), send them again, discard them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LettersCommand.Overview.class,
            LettersCommand.Show.class,
            LettersCommand.Redeliver.class,
            LettersCommand.Discard.class
        })
final class LettersCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }

    private static DeadLetterBox box(Path data, String id) {
        return new DeadLetterBox(data, id, InstantSource.system());
    }

    @Command(
            name = "list",
            description = "Count the dead letters of each destination, with reasons. Needs no server.",
            mixinStandardHelpOptions = true)
    static final class Overview implements Callable<Integer> {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Folder of the data. Default: ./data of this project.")
        @Nullable
        Path data;

        @Mixin
        OutputMixin output = new OutputMixin();

        @Override
        public Integer call() throws IOException {
            Terminal terminal = Terminal.standardOutput();
            Path folder = ServerMixin.absolute(data, "data");
            List<LetterCount> counts = LetterCount.all(folder);
            if (output.json()) {
                for (LetterCount count : counts) {
                    for (Summary file : count.files()) {
                        terminal.line(LetterJson.summary(count.destination(), file, new JsonBuffer(256))
                                .toString());
                    }
                }
                return 0;
            }
            if (counts.isEmpty()) {
                terminal.line("no dead letters in " + folder.resolve("dead-letter"));
                return 0;
            }
            terminal.line(terminal.bold(
                    "%-28s %10s %10s  %-20s  %s".formatted("destination", "letters", "bytes", "oldest", "reasons")));
            counts.forEach(count -> count.rows().forEach(terminal::line));
            return 0;
        }
    }

    @Command(
            name = "show",
            description =
                    "Show the dead letters of a destination, the oldest first: when, why, and the event. Needs no server.",
            mixinStandardHelpOptions = true,
            footer = {"", "For example: genops letters show webhook_alerts --limit 3"})
    static final class Show implements Callable<Integer> {
        private static final int TEXT_BYTES = 2000;

        @Parameters(paramLabel = "ID", description = "The destination's id.")
        String id = "";

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Folder of the data. Default: ./data of this project.")
        @Nullable
        Path data;

        @Option(names = "--file", paramLabel = "NAME", description = "Only of this file, as `list --json` names it.")
        @Nullable
        String file;

        @Option(names = "--skip", paramLabel = "N", description = "Leave out the first N.")
        int skip;

        @Option(names = "--limit", paramLabel = "N", description = "Show at most N. Default: 10.")
        int limit = 10;

        @Mixin
        OutputMixin output = new OutputMixin();

        @Override
        public Integer call() throws IOException {
            Terminal terminal = Terminal.standardOutput();
            Path folder = ServerMixin.absolute(data, "data");
            if (skip < 0 || limit < 0) {
                throw new UserException("--skip and --limit are 0 or more");
            }
            int left = limit;
            int before = skip;
            for (Summary summary : LetterCount.of(folder, id, file)) {
                for (Letter letter : box(folder, id).show(summary.file(), before, left)) {
                    terminal.line(
                            output.json()
                                    ? LetterJson.letter(
                                                    id, summary.file(), letter, Integer.MAX_VALUE, new JsonBuffer(4096))
                                            .toString()
                                    : text(letter, terminal));
                    left--;
                }
                before = Math.max(0, before - summary.letters());
            }
            return 0;
        }

        private static String text(Letter letter, Terminal terminal) {
            String body = LetterJson.text(letter.bytes());
            String shown = body == null
                    ? letter.bytes().length + " bytes that are no text; --json has them in Base64"
                    : body.length() <= TEXT_BYTES ? body : body.substring(0, TEXT_BYTES) + " ... --json has all of it";
            return terminal.bold(LetterJson.time(letter.timeSeconds()).toString()) + "  " + letter.requestId()
                    + (letter.sendable() ? "" : terminal.doubtful("  cannot be sent again from here")) + "\n  "
                    + terminal.bad(letter.reason()) + "\n  " + shown.strip() + "\n";
        }
    }

    /// What the two have in common that the server does.
    abstract static class Order implements Callable<Integer> {
        @Mixin
        ApiMixin server = new ApiMixin();

        @Parameters(paramLabel = "ID", description = "The destination's id.")
        String id = "";

        @Option(
                names = "--file",
                paramLabel = "NAME",
                description = "Only this file. Default: all of the destination's.")
        @Nullable
        String file;

        @Mixin
        OutputMixin output = new OutputMixin();

        final JsonTree order(String action, Map<String, String> more) throws IOException, InterruptedException {
            Map<String, String> words = new LinkedHashMap<>(more);
            words.put("by", ApiClient.user());
            if (file != null) {
                words.put("file", file);
            }
            try (ApiClient api = server.client()) {
                return api.post(id, "letters/" + action, words);
            }
        }
    }

    @Command(
            name = "redeliver",
            description = "Have the running server send dead letters again, under their first attempt's ids.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit code 0 if all that can be sent were taken; 1 if some were refused again, or it failed."
            })
    static final class Redeliver extends Order {
        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonTree answer = order("redeliver", Map.of());
            long delivered = answer.at("delivered").number();
            long refused = answer.at("refused").number();
            long kept = answer.at("kept").number();
            String failure = answer.at("failure").text();
            Terminal terminal = Terminal.standardOutput();
            if (output.json()) {
                var out = new JsonBuffer(256).ascii("{\"destination\":").text(id);
                out.ascii(",\"delivered\":")
                        .number(delivered)
                        .ascii(",\"refused\":")
                        .number(refused);
                out.ascii(",\"kept\":").number(kept).ascii(",\"failure\":").text(failure);
                terminal.line(out.raw('}').toString());
            } else {
                terminal.line("%d delivered, %d refused again, %d kept".formatted(delivered, refused, kept));
                if (!failure.isEmpty()) {
                    terminal.line(terminal.bad("stopped") + ": " + failure);
                }
            }
            return refused == 0 && failure.isEmpty() ? 0 : 1;
        }
    }

    @Command(
            name = "discard",
            description = "Have the running server delete dead letters; who, when and why is written down.",
            mixinStandardHelpOptions = true)
    static final class Discard extends Order {
        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept in removed.ndjson.")
        String reason = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            long discarded =
                    order("discard", Map.of("reason", reason)).at("discarded").number();
            Terminal terminal = Terminal.standardOutput();
            terminal.line(
                    output.json()
                            ? new JsonBuffer(128)
                                    .ascii("{\"destination\":")
                                    .text(id)
                                    .ascii(",\"discarded\":")
                                    .number(discarded)
                                    .raw('}')
                                    .toString()
                            : discarded + " discarded");
            return 0;
        }
    }
}
