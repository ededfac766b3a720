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

    /// The answer, if it is known to be the same for every event.
    default @Nullable Boolean always() {
        return null;
    }
}
