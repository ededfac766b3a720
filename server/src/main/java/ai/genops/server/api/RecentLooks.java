package ai.genops.server.api;

import ai.genops.log.LogStats;
import ai.genops.pipeline.Destination;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Looks at all destinations that are at most half a second old. Safe for concurrent use.
final class RecentLooks {
    private static final long FRESH_MILLIS = 500;

    private final ServerView view;
    private Map<String, DestinationLook> looks = Map.of();
    private long takenMillis;

    RecentLooks(ServerView view) {
        this.view = view;
    }

    synchronized DestinationLook at(String destination) {
        long now = view.clock().millis();
        if (looks.isEmpty() || Math.abs(now - takenMillis) > FRESH_MILLIS) {
            looks = take();
            takenMillis = now;
        }
        return Objects.requireNonNull(looks.get(destination));
    }

    private Map<String, DestinationLook> take() {
        LogStats log = view.log().stats();
        Map<String, DestinationLook> taken = new HashMap<>();
        for (Destination destination : view.configuration().destinations().values()) {
            taken.put(destination.id(), DestinationLook.of(view, destination, log));
        }
        return taken;
    }
}
