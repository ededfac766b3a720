package ai.genops.destination.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of an attempt. Reasons are shown to people: they hold no secrets.
public sealed interface Outcome {
    record Delivered() implements Outcome {}

    /// It may succeed later: at the earliest after `retryAfter`, if the other side named a time.
    record Failed(String reason, @Nullable Duration retryAfter) implements Outcome {}

    /// It will never succeed as it is.
    record Refused(String reason) implements Outcome {}

    /// Fewer events at a time may succeed.
    record TooLarge(String reason) implements Outcome {}
}
