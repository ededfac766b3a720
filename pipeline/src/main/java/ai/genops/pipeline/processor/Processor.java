package ai.genops.pipeline.processor;

import ai.genops.event.Event;

/// One step of a pipeline. Used by one thread at a time per event, by several threads for different events: a
/// processor keeps no state that an event changes, except counters.
public interface Processor {
    Verdict apply(Event event);

    enum Verdict {
        KEEP,
        DROP
    }
}
