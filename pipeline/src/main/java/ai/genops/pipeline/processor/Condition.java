package ai.genops.pipeline.processor;

import ai.genops.event.Event;

/// A question to an event.
@FunctionalInterface
public interface Condition {
    Condition ALWAYS = _ -> true;

    boolean test(Event event);
}
