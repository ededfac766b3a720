package ai.genops.server.trial;

import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.engine.Trace;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What would leave to each destination, counted.
final class Sent {
    private final Map<String, Count> counts = new LinkedHashMap<>();

    /// @param bytes of the events as each is encoded, before batches and compression
    record Count(long events, long bytes) {
        static final Count NONE = new Count(0, 0);

        private Count and(long more) {
            return new Count(events + 1, bytes + more);
        }
    }

    void add(Trace trace) {
        trace.allExits().forEach(exit -> {
            String destination = exit.route().destination().id();
            counts.putIfAbsent(destination, Count.NONE);
            if (exit.outcome() == RouteEdge.Outcome.SENT && exit.sends() != null) {
                long bytes = exit.sends().text().getBytes(StandardCharsets.UTF_8).length;
                counts.compute(destination, (_, count) -> (count == null ? Count.NONE : count).and(bytes));
            }
        });
    }

    Count to(String destination) {
        return counts.getOrDefault(destination, Count.NONE);
    }
}
