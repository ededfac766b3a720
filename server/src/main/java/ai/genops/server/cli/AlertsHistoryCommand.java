package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops alerts history`.
@Command(
        name = "history",
        description = "Show what alerts did last, the newest first. All that they ever did is in their index.",
        mixinStandardHelpOptions = true,
        footer = {"", "For longer: genops search 'index=genops_alerts | table _time genops.alert.*'"})
final class AlertsHistoryCommand extends AlertsStep {
    @Parameters(paramLabel = "NAME", arity = "0..1", description = "An alert's id. Default: all.")
    @Nullable
    String id;

    @Option(names = "--limit", paramLabel = "N", description = "Most entries shown. Default: ${DEFAULT-VALUE}.")
    int limit = 50;

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        String answer = all(api);
        if (id != null) {
            require(id, JsonTree.parse(answer));
        }
        return answer;
    }

    private List<JsonTree> entries(JsonTree answer) {
        return answer.at("history").items().stream()
                .filter(entry -> id == null || entry.at("alert").text().equals(id))
                .limit(limit)
                .toList();
    }

    @Override
    String json(String answer, JsonTree tree) {
        JsonBuffer out = new JsonBuffer(1024);
        return out.ascii("{\"history\":")
                .value(plain(new JsonTree(entries(tree))))
                .raw('}')
                .toString();
    }

    private static @Nullable Object plain(JsonTree tree) {
        return switch (tree.value()) {
            case Map<?, ?> fields -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                fields.forEach((name, value) -> all.put(String.valueOf(name), plain((JsonTree) value)));
                yield all;
            }
            case List<?> items -> {
                List<@Nullable Object> all = new ArrayList<>();
                items.forEach(item -> all.add(plain((JsonTree) item)));
                yield all;
            }
            case null -> null;
            case Object value -> value;
        };
    }

    @Override
    void show(JsonTree answer, Terminal terminal) {
        List<JsonTree> entries = entries(answer);
        for (JsonTree entry : entries) {
            String told = entry.at("told").items().stream().map(JsonTree::text).collect(Collectors.joining(", "));
            terminal.line(terminal.dim(entry.at("time").text()) + "  "
                    + coloured(entry.at("state").text(), terminal) + "  "
                    + entry.at("alert").text() + "  "
                    + terminal.bold(entry.at("key").text()) + "  "
                    + entry.at("value").text().replace("\n", ", ")
                    + (told.isEmpty() ? "" : terminal.dim("  told " + told)));
        }
        if (entries.isEmpty()) {
            terminal.line("nothing yet");
        }
    }
}
