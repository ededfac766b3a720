package ai.genops.server.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `genops sourcetypes`: what events are filed under.
@Command(
        name = "sourcetypes",
        description = "List the source types: events, first and last, indexes, sources, tokens that give them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The 1,000 most frequent, of the indexes that you may search, and those that tokens of the Event",
            "Collector would give though nothing came. Asks the running server.",
            "Exit code: 0; 2 if no server answers.",
            "For example: genops sourcetypes --earliest -1h --output json"
        })
final class SourcetypesCommand extends ApiStep {
    private static final String ROW = "%-28s %14s  %-20s  %-20s  %-28s  %s";

    @Option(
            names = "--earliest",
            paramLabel = "TIME",
            description =
                    "Of the events, as in a search: -24h, 2025-06-01. Default: ${DEFAULT-VALUE}; 0: the beginning.")
    String earliest = "-7d";

    @Option(names = "--latest", paramLabel = "TIME", description = "Default: now.")
    @Nullable
    String latest;

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        return api.get("/api/sourcetypes?earliest=" + encoded(earliest)
                + (latest == null ? "" : "&latest=" + encoded(latest)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    void show(JsonTree answer, Terminal terminal) {
        List<JsonTree> list = answer.at("sourcetypes").items();
        if (list.isEmpty()) {
            terminal.line("no events in this time; --earliest 0 looks at all");
            return;
        }
        terminal.line(terminal.dim(ROW.formatted("sourcetype", "events", "first", "last", "indexes", "sources")));
        for (JsonTree one : list) {
            long more =
                    one.at("source_count").number() - one.at("sources").items().size();
            String tokens = one.at("tokens").items().stream()
                    .map(token ->
                            token.at("source").text() + "/" + token.at("token").text())
                    .collect(Collectors.joining(", "));
            terminal.line(ROW.formatted(
                            one.at("name").text(),
                            Figures.count(one.at("events").number()),
                            second(one.at("first_time").text()),
                            second(one.at("last_time").text()),
                            joined(one.at("indexes")),
                            joined(one.at("sources"))
                                    + (more > 0 ? " and " + Figures.count(more) + " more" : "")
                                    + (tokens.isEmpty() ? "" : "  (token " + tokens + ")"))
                    .stripTrailing());
        }
        if (answer.at("truncated").isTrue()) {
            terminal.line("and more, less frequent ones");
        }
    }

    private static String joined(JsonTree texts) {
        return texts.items().stream().map(JsonTree::text).collect(Collectors.joining(", "));
    }

    private static String second(String time) {
        return time.replaceFirst("\\..*", "Z");
    }
}
