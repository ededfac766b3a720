package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.SpanEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lets only what is named leave: attributes, attributes of the resource and of span events, fields, and the body. The
/// event's name, times, ids and what its kind is made of (a metric's value) stay.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Redact(NamePatterns allowed, int[] slots, int countSlot) implements Processor {
    /// What a client writes freely beside attributes.
    private static final Set<Key> FREE =
            Set.of(ReceivedText.KEY, Key.of("body"), Key.of("status_message"), Key.of("links"), Key.of("trace_state"));

    @Override
    public Verdict apply(Event event) {
        long removed = 0;
        for (int slot : slots) {
            removed += event.field(slot) == null ? 0 : 1;
            event.field(slot, null);
        }
        removed += event.attributes().retain(allowed);
        removed += event.resource().retain(allowed);
        removed += event.own().retain(key -> !FREE.contains(key) || allowed.test(key));
        removed += spanEvents(event);
        if (countSlot >= 0) {
            event.field(countSlot, removed);
        }
        return Verdict.KEEP;
    }

    private long spanEvents(Event event) {
        if (event.events().isEmpty()) {
            return 0;
        }
        long removed = 0;
        List<SpanEvent> shown = new ArrayList<>();
        for (SpanEvent inside : event.events()) {
            Map<String, Object> left = new LinkedHashMap<>(inside.attributes());
            left.keySet().removeIf(name -> !allowed.test(name));
            removed += inside.attributes().size() - left.size();
            shown.add(new SpanEvent(inside.name(), inside.timeNanos(), left));
        }
        if (removed > 0) {
            event.showEvents(List.copyOf(shown));
        }
        return removed;
    }
}
