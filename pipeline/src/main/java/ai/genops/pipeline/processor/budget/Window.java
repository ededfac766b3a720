package ai.genops.pipeline.processor.budget;

import java.time.Instant;

/// From its start to before its end, in milliseconds since 1970.
public record Window(long startMillis, long endMillis) {
    /// Contains no time.
    public static final Window NONE = new Window(0, 0);

    public boolean contains(long millis) {
        return startMillis <= millis && millis < endMillis;
    }

    public String start() {
        return Instant.ofEpochMilli(startMillis).toString();
    }

    public String end() {
        return Instant.ofEpochMilli(endMillis).toString();
    }
}
