package ai.genops.server.cli;

import ai.genops.server.UserException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the commands that ask a server for its alerts have in common.
abstract class AlertsStep implements Callable<Integer> {
    @Mixin
    ApiMixin server = new ApiMixin();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the answer. Default: text.")
    Output output = Output.TEXT;

    enum Output {
        TEXT,
        JSON
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try (ApiClient api = server.client()) {
            String answer = ask(api);
            JsonTree tree = JsonTree.parse(answer);
            if (output == Output.JSON) {
                System.out.println(json(answer, tree));
            } else {
                show(tree, Terminal.standardOutput());
            }
            return code(tree);
        }
    }

    /// The server's answer.
    abstract String ask(ApiClient api) throws IOException, InterruptedException;

    abstract void show(JsonTree answer, Terminal terminal);

    /// What is printed of the answer as JSON.
    String json(String answer, JsonTree tree) {
        return answer;
    }

    int code(JsonTree answer) {
        return 0;
    }

    static String alert(String id) {
        return "/api/alerts/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String all(ApiClient api) throws IOException, InterruptedException {
        return api.get("/api/alerts");
    }

    /// Refuses a name that no alert has.
    static void require(String id, JsonTree answer) {
        List<String> known = answer.at("alerts").items().stream()
                .map(alert -> alert.at("id").text())
                .toList();
        if (!known.contains(id)) {
            String hint = known.isEmpty() ? "there is none" : "there are " + String.join(", ", known);
            throw new UserException("there is no alert `" + id + "`; " + hint);
        }
    }

    static String coloured(String state, Terminal terminal) {
        return switch (state) {
            case "firing" -> terminal.bad(state);
            case "failed" -> terminal.doubtful(state);
            case "ok", "resolved" -> terminal.good(state);
            default -> terminal.dim(state);
        };
    }
}
