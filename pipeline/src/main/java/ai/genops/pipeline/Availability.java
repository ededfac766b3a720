package ai.genops.pipeline;

import java.util.List;

/// Whether a destination takes events.
public sealed interface Availability {
    record Ready() implements Availability {}

    /// Something of its own is missing: `DATADOG_API_KEY is not set`.
    ///
    /// @param missing what, each in words that follow "not configured"
    record NotConfigured(List<String> missing) implements Availability {
        public NotConfigured {
            missing = List.copyOf(missing);
        }

        public NotConfigured(String missing) {
            this(List.of(missing));
        }
    }

    /// Its secrets could not be fetched yet. It is fed as one that works and takes its first event when they are there.
    record Awaiting(String reason) implements Availability {}

    /// Whether it takes events, now or as soon as it can; never changes.
    default boolean isReady() {
        return this instanceof Ready || this instanceof Awaiting;
    }

    /// As people read it.
    default String text() {
        return switch (this) {
            case Ready() -> "ready";
            case NotConfigured(var missing) -> "not configured (" + String.join("; ", missing) + ")";
            case Awaiting(var reason) -> "not configured yet (" + reason + ")";
        };
    }
}
