package ai.genops.server.cli;

import ai.genops.search.CsvWriter;
import ai.genops.search.JsonWriter;
import ai.genops.search.Result;
import ai.genops.search.ResultWriter;
import ai.genops.search.SearchRequest;
import ai.genops.search.TableWriter;
import ai.genops.search.report.SearchException;
import ai.genops.server.ServerOptions;
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
            paramLabel = "table|json|csv",
            description = "Form of the result. Default: table.")
    Output output = Output.TABLE;

    @Option(
            names = "--earliest",
            paramLabel = "TIME",
            description = "Start of the time searched: -1h, -7d@d, 2026-01-31T00:00:00. Default: everything.")
    @Nullable
    String earliest;

    @Option(names = "--latest", paramLabel = "TIME", description = "End of the time searched, exclusive.")
    @Nullable
    String latest;

    @Option(names = "--max-rows", paramLabel = "N", description = "Most rows shown. Default: ${DEFAULT-VALUE}.")
    int maxRows = SearchRequest.DEFAULT_MAX_ROWS;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server's API. Default: http://127.0.0.1:9000, moved by --port-offset.")
    @Nullable
    String url;

    @Option(names = "--port-offset", paramLabel = "N", description = "The server's --port-offset.")
    int portOffset;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder to search when no server runs. Default: ./data of this project.")
    @Nullable
    Path data;

    enum Output {
        TABLE,
        JSON,
        CSV
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String query = spl.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : spl;
        try {
            var request = SearchRequest.of(query).between(earliest, latest).atMost(maxRows);
            show(run(request));
            return 0;
        } catch (SearchException e) {
            System.err.println(e.report());
        } catch (UserException | IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            System.err.println(message.contains("\n") ? message : "genops search: " + message);
        }
        return 2;
    }

    private Result run(SearchRequest request) throws IOException, InterruptedException {
        String api = url != null ? url : "http://127.0.0.1:" + (ServerOptions.API_PORT + portOffset);
        Path folder = data != null ? data : ServerMixin.home().resolve("data");
        Result answer = new ServerSearch(api, data).run(request);
        if (answer != null) {
            return answer;
        }
        if (url != null) {
            throw new UserException("no server answers at " + url);
        }
        return FolderSearch.run(folder, request);
    }

    private void show(Result result) throws IOException {
        Terminal terminal = Terminal.standardOutput();
        ResultWriter writer = switch (output) {
            case TABLE -> new TableWriter(Width.ofTerminal(), terminal.colours(), ZoneId.systemDefault());
            case JSON -> new JsonWriter();
            case CSV -> new CsvWriter();
        };
        var out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        writer.write(result, out);
        out.flush();
        result.messages().forEach(message -> System.err.println("note: " + message.text()));
        if (output == Output.TABLE) {
            String rows = result.rows().size() == 1 ? "1 row" : result.rows().size() + " rows";
            System.err.println(terminal.dim(rows + (result.truncated() ? ", cut off by --max-rows" : "") + " in "
                    + result.took().toMillis() + " ms"));
        }
    }
}
