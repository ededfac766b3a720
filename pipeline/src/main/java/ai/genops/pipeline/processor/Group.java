package ai.genops.pipeline.processor;

import ai.genops.event.Event;

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
}
