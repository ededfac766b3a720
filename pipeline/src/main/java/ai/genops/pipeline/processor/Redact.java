package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.event.SpanEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lets only what is named leave: attributes, attributes of the resource and of span events, fields, and the body. The
/// event's name, times, ids and what its kind is made of (a metric's value) stay.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Redact(NamePatterns allowed, int[] slots, int countSlot) implements Processor {
    @Override
    public Verdict apply(Event event) {
        long removed = 0;
        for (int slot : slots) {
            removed += event.field(slot) == null ? 0 : 1;
            event.field(slot, null);
        }
        removed += event.attributes().retain(allowed);
        removed += event.resource().retain(allowed);
        removed += event.own().retain(key -> !isFree(key) || allowed.test(key));
        removed += spanEvents(event);
        if (countSlot >= 0) {
            event.field(countSlot, removed);
        }
        return Verdict.KEEP;
    }

    private static boolean isFree(Key key) {
        Own own = Own.of(key);
        return own != null && own.isFree();
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
