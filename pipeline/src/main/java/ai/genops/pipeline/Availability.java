package ai.genops.pipeline;

/// Whether a destination takes events.
public sealed interface Availability {
    record Ready() implements Availability {}

    /// Something of its own is missing: `DATADOG_API_KEY is not set`.
    record NotConfigured(String reason) implements Availability {}

    /// Its type is known and its block checked, but this version cannot deliver to it.
    record NotAvailableYet() implements Availability {}

    default boolean isReady() {
        return this instanceof Ready;
    }

    /// As people read it.
    default String text() {
        return switch (this) {
            case Ready() -> "ready";
            case NotConfigured(var reason) -> "not configured (" + reason + ")";
            case NotAvailableYet() -> "not available yet";
        };
    }
}
