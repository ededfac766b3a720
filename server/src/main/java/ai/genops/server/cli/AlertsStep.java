package ai.genops.server.cli;

import ai.genops.server.UserException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the commands that ask a server for its alerts have in common.
abstract class AlertsStep extends ApiStep {
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
