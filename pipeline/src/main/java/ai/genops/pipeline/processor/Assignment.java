package ai.genops.pipeline.processor;

import ai.genops.event.Event;

/// Sets a field to the value of an expression. Of several, a later one sees what an earlier one set.
record Assignment(int slot, Value value) implements Processor {
    @Override
    public Verdict apply(Event event) {
        value.set(event, slot);
        return Verdict.KEEP;
    }
}
