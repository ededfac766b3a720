package ai.genops.server.cli;

import ai.genops.conformance.Conformance;
import ai.genops.conformance.SpanReader;
import ai.genops.search.report.SearchException;
import ai.genops.server.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops conformance`: whether telemetry keeps to the specification, whoever made it.
@Command(
        name = "conformance",
        description = "Check spans against the GenOps Governance Specification v0.1, clause by clause.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Files are OTLP/JSON (a document, or one to a line), single spans one to a line, or lines that GenOps"
                    + " delivered. In an index, clauses about events of spans are checked for who may see content.",
            "Exit code 0 if every clause is kept, 1 if one is not, 2 if there is nothing to check or it cannot be read.",
            "For example: genops conformance spans.json",
            "             genops conformance --index genops_ai --earliest -1h --output json"
        })
final class ConformanceCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Spans as JSON; - is standard input.")
    List<String> files = List.of();

    @Option(names = "--index", paramLabel = "NAME", description = "The spans of this index instead of a file.")
    @Nullable
    String index;

    @Mixin
    SearchedMixin searched = new SearchedMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((index == null) == files.isEmpty()) {
            throw new UserException("name files, or an index with --index, and not both");
        }
        Conformance conformance = new Conformance();
        if (index == null) {
            for (String file : files) {
                read(file, conformance);
            }
        } else {
            search(index, conformance);
        }
        if (conformance.units() == 0) {
            throw new UserException("there is no governed work in it: none of %d spans says anything under `genops.`"
                    .formatted(conformance.others()));
        }
        new ConformanceReport(conformance).print(output.json(), Terminal.standardOutput());
        return conformance.violations().isEmpty() ? 0 : 1;
    }

    private static void read(String file, Conformance conformance) {
        try (var in = new BufferedReader(new InputStreamReader(
                file.equals("-") ? System.in : Files.newInputStream(Path.of(file)), StandardCharsets.UTF_8))) {
            new SpanReader(conformance::check).read(in);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UserException(file + ": there is no such file");
        } catch (IOException e) {
            throw new UserException(file + ": " + e.getMessage());
        }
    }

    private void search(String name, Conformance conformance) throws IOException, InterruptedException {
        if (!name.matches("[A-Za-z0-9_*-]+")) {
            throw new UserException("--index is the name of an index, is `" + name + "`");
        }
        try {
            if (new IndexSpans(searched.run("index=" + name)).check(conformance)) {
                System.err.println(
                        "note: only the newest " + searched.maxRows + " events were checked; --max-rows takes more");
            }
        } catch (SearchException e) {
            throw new UserException(e.report());
        }
    }
}
