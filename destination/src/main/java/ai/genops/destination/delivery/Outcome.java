package ai.genops.destination.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of an attempt. Reasons are shown to people: they hold no secrets.
public sealed interface Outcome {
    /// The other side has all of it.
    record Delivered() implements Outcome {}

    /// It may succeed later: at the earliest after `retryAfter`, if the other side named a time.
    record Failed(String reason, @Nullable Duration retryAfter) implements Outcome {}

    /// It will never succeed as it is.
    record Refused(String reason) implements Outcome {}

    /// Fewer events at a time may succeed.
    record TooLarge(String reason) implements Outcome {}

    /// The other side no longer takes events this old. They are counted, and not kept as dead letters: another
    /// attempt could not succeed either.
    record Expired(String reason) implements Outcome {}

    /// The other side has judged every event for itself: as many outcomes as the request has events, none of them
    /// an `Each`. Only those that failed are sent again.
    record Each(List<Outcome> outcomes) implements Outcome {
        public Each {
            outcomes = List.copyOf(outcomes);
        }
    }
}
