package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import org.jspecify.annotations.Nullable;

/// A processor for the events its filter holds for; with `last`, those pass no further processor.
record Step(Condition filter, Processor processor, boolean last) implements Processor {
    @Override
    public Verdict apply(Event event) {
        if (!filter.test(event)) {
            return Verdict.KEEP;
        }
        Verdict verdict = processor.apply(event);
        return last && verdict == Verdict.KEEP ? Verdict.LAST : verdict;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same object: there is nothing to remember
    public Processor in(Reading reading) {
        Processor reads = processor.in(reading);
        return reads == processor ? this : new Step(filter, reads, last);
    }

    @Override
    public @Nullable Splitter splitter() {
        return processor.splitter();
    }
}
