package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import org.jspecify.annotations.Nullable;

/// One step of a pipeline. Used by one thread at a time per event, by several threads for different events: a
/// processor keeps no state that an event changes, except counters. What has to be remembered is in a [Memory].
public interface Processor {
    /// One that leaves every event as it is.
    Processor NOTHING = _ -> Verdict.KEEP;

    Verdict apply(Event event);

    /// The processor for one reading of the log: itself, unless something in it remembers.
    default Processor in(Reading reading) {
        return this;
    }

    /// What makes the parts of an event that this step splits; null for one that splits none.
    default @Nullable Splitter splitter() {
        return null;
    }

    /// What becomes of the event.
    enum Verdict {
        /// The next step takes it.
        KEEP,
        /// It ends here.
        DROP,
        /// The routes take it at once.
        LAST,
        /// Its parts go on instead of it: [#splitter] makes them.
        SPLIT,
        /// It has gone into what the step remembers; others may come out of that.
        ABSORB
    }
}
