package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.util.Arrays;
import java.util.stream.Stream;

/// Processors that share a filter: it is asked once, before the first of them.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Group(Processor[] processors) implements Processor {
    @Override
    public Verdict apply(Event event) {
        for (Processor processor : processors) {
            Verdict verdict = processor.apply(event);
            if (verdict != Verdict.KEEP) {
                return verdict;
            }
        }
        return Verdict.KEEP;
    }

    /// What a member makes goes on behind the group.
    @Override
    public Processor in(Reading reading) {
        Processor[] read =
                Stream.of(processors).map(processor -> processor.in(reading)).toArray(Processor[]::new);
        return Arrays.equals(read, processors) ? this : new Group(read);
    }
}
