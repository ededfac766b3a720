package ai.genops.pipeline.processor;

import ai.genops.event.Event;

/// Drops the events that its condition does not hold for.
public record Filter(Condition condition) implements Processor {
    @Override
    public Verdict apply(Event event) {
        return condition.test(event) ? Verdict.KEEP : Verdict.DROP;
    }
}
