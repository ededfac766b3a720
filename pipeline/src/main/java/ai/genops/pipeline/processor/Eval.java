package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.util.List;

/// Sets fields to the values of expressions, one after the other: a later one sees what an earlier one set.
public record Eval(List<Assignment> assignments) implements Processor {
    public record Assignment(int slot, Value value) {}

    @Override
    public Verdict apply(Event event) {
        for (Assignment assignment : assignments) {
            assignment.value().set(event, assignment.slot());
        }
        return Verdict.KEEP;
    }
}
