package ai.genops.server.cli;

import ai.genops.search.ArrowWriter;
import ai.genops.search.CsvWriter;
import ai.genops.search.JsonWriter;
import ai.genops.search.ParquetWriter;
import ai.genops.search.Result;
import ai.genops.search.ResultWriter;
import ai.genops.search.SearchRequest;
import ai.genops.search.TableWriter;
import ai.genops.search.report.SearchException;
import ai.genops.server.UserException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops search`: asks the running server, or the data folder when none runs.
@Command(
        name = "search",
        description = "Search with SPL: the running server, or the data folder when none runs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example:",
            "  genops search 'index=genops_ai genops.cost.total=* | stats sum(genops.cost.total) by genops.team'",
            "  genops search --earliest -1h --output csv 'index=genops_ai | timechart span=5m count by genops.team'"
        })
final class SearchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SPL", description = "The query, in quotes; - reads it from standard input.")
    String spl = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|csv|parquet|arrow",
            description =
                    "Form of the result; parquet and arrow go into a file or another program: > FILE, | PROGRAM. Default: table.")
    Output output = Output.TABLE;

    @Mixin
    SearchedMixin searched = new SearchedMixin();

    @Option(
            names = "--strict",
            negatable = true,
            description =
                    "Read the query as Splunk does: what Splunk would refuse or read otherwise is refused or read "
                            + "so. Default: as server.yaml says, else not.")
    @Nullable
    Boolean strict;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "The configuration whose macros and saved searches count when no server runs. Default: the "
                    + "config folder of this project.")
    @Nullable
    Path config;

    enum Output {
        TABLE,
        JSON,
        CSV,
        PARQUET,
        ARROW
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String query = spl.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : spl;
        try {
            var request = SearchRequest.of(query).strictly(strict);
            show(searched.run(request, ServerMixin.absolute(config, "config")));
            return 0;
        } catch (SearchException e) {
            System.err.println(e.report());
        } catch (UserException | IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            System.err.println(message.contains("\n") ? message : "genops search: " + message);
        }
        return 2;
    }

    private static void write(ResultWriter writer, Result result) throws IOException {
        var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        writer.write(result, out);
        out.flush();
    }

    private void show(Result result) throws IOException {
        Terminal terminal = Terminal.standardOutput();
        switch (output) {
            case TABLE ->
                write(new TableWriter(Width.ofTerminal(), terminal.colours(), ZoneId.systemDefault()), result);
            case JSON -> write(new JsonWriter(), result);
            case CSV -> write(new CsvWriter(), result);
            case PARQUET -> System.out.writeBytes(ParquetWriter.bytes(result));
            case ARROW -> ArrowWriter.write(result, System.out);
        }
        System.out.flush();
        result.messages().forEach(message -> System.err.println("note: " + message.text()));
        if (output == Output.TABLE) {
            String rows = result.rows().size() == 1 ? "1 row" : result.rows().size() + " rows";
            System.err.println(terminal.dim(rows + (result.truncated() ? ", cut off by --max-rows" : "") + " in "
                    + result.took().toMillis() + " ms"));
        }
    }
}
