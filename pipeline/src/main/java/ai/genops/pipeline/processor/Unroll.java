package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes one event of each element of a list; the event itself ends. What has no list or an empty one goes on as it
/// is; so does, counted, what has a list that is too long. `index` is -1 if the place in the list is not wanted.
record Unroll(Value source, int slot, int index, int maxParts, Failures failures) implements Processor, Splitter {
    /// An element and its place.
    private record Element(int index, @Nullable Object value) {}

    @Override
    public Verdict apply(Event event) {
        if (!(source.of(event) instanceof List<?> list) || list.isEmpty()) {
            return Verdict.KEEP;
        }
        if (list.size() > maxParts || !event.canSplit(list.size())) {
            failures.failed(event, "a list of " + list.size() + " elements is too long; the event went on whole");
            return Verdict.KEEP;
        }
        event.field(slot, list);
        return Verdict.SPLIT;
    }

    @Override
    public Splitter splitter() {
        return this;
    }

    /// The list that [#apply] found.
    @Override
    public List<? extends @Nullable Object> parts(Event event) {
        List<?> list = event.field(slot) instanceof List<?> found ? found : List.of();
        return java.util.stream.IntStream.range(0, list.size())
                .mapToObj(i -> new Element(i, list.get(i)))
                .toList();
    }

    @Override
    public void show(Event event, @Nullable Object part) {
        if (part instanceof Element(int place, var value)) {
            event.field(slot, value);
            if (index >= 0) {
                event.field(index, (long) place);
            }
        }
    }
}
