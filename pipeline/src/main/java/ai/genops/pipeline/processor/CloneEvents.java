package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets copies of an event go on beside it, each with fields of its own. The event and its copies are the parts that it
/// is split into: what adds up their costs counts them all.
record CloneEvents(List<Copy> copies, Failures failures) implements Processor, Splitter {
    /// @param assignments the fields that it has besides; none for the event itself
    record Copy(List<Assignment> assignments) {}

    @Override
    public Verdict apply(Event event) {
        if (!event.canSplit(copies.size())) {
            failures.failed(event, "it was split into too many events already; it went on without copies");
            return Verdict.KEEP;
        }
        return Verdict.SPLIT;
    }

    @Override
    public Splitter splitter() {
        return this;
    }

    @Override
    public List<Copy> parts(Event event) {
        return copies;
    }

    @Override
    public void show(Event event, @Nullable Object part) {
        if (part instanceof Copy(var assignments)) {
            for (Assignment assignment : assignments) {
                assignment.apply(event);
            }
        }
    }
}
