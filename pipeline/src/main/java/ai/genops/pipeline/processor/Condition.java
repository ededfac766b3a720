package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import org.jspecify.annotations.Nullable;

/// A question to an event.
@FunctionalInterface
public interface Condition {
    Condition ALWAYS = new Condition() {
        @Override
        public boolean test(Event event) {
            return true;
        }

        @Override
        public Boolean always() {
            return true;
        }
    };

    boolean test(Event event);

    /// What to show to somebody who asks why it did not hold for an event: itself, unless it asked others.
    default Why why(Event event) {
        return new Why("", this);
    }

    /// Why a condition did not hold.
    ///
    /// @param note why; empty: because `condition` does not hold
    /// @param condition what decided
    record Why(String note, Condition condition) {}

    /// The answer, if it is known to be the same for every event.
    default @Nullable Boolean always() {
        return null;
    }
}
