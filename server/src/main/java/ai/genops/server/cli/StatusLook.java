package ai.genops.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;

/// What a server said of itself, and when.
record StatusLook(JsonTree status, Instant at) {
    /// How many more per second than at an earlier look; 0 if the server has started again since.
    double rate(StatusLook before, ToLongFunction<JsonTree> count) {
        double seconds = Duration.between(before.at, at).toMillis() / 1000.0;
        long more = count.applyAsLong(status) - count.applyAsLong(before.status);
        return seconds <= 0 || more < 0 ? 0 : more / seconds;
    }

    /// An entry of a list by its id; one without anything if there is none.
    static JsonTree entry(JsonTree status, String list, String id) {
        return status.at(list).items().stream()
                .filter(item -> item.at("id").text().equals(id))
                .findFirst()
                .orElse(new JsonTree(null));
    }
}
