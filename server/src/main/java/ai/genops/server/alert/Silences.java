package ai.genops.server.alert;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which alerts tell nobody, and until when. Safe for concurrent use.
final class Silences {
    private final Map<String, Long> until = new ConcurrentHashMap<>();

    /// @param millis when it ends; the past ends it now
    void set(String alert, long millis) {
        until.put(alert, millis);
    }

    /// By the alert's id; some may have ended.
    Map<String, Long> all() {
        return Map.copyOf(until);
    }

    /// When it ends, in milliseconds since 1970; 0 if there is none now.
    long until(String alert, long now) {
        long end = until.getOrDefault(alert, 0L);
        return end > now ? end : 0;
    }
}
