package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.util.List;

/// Processors that share a filter: it is asked once, before the first of them.
///
/// @param all the processors, as one
record Group(List<Processor> processors, Processor all) implements Processor {
    Group(List<Processor> processors) {
        this(processors, Sequence.of(processors));
    }

    @Override
    public Verdict apply(Event event) {
        return all.apply(event);
    }

    /// What a member makes goes on behind the group.
    @Override
    public Processor in(Reading reading) {
        List<Processor> read =
                processors.stream().map(processor -> processor.in(reading)).toList();
        return read.equals(processors) ? this : new Group(read);
    }
}
