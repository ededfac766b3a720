package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import ai.genops.event.Numbers;
import ai.genops.event.SpanEvent;
import ai.genops.pipeline.processor.mask.JsonEscapes;
import ai.genops.pipeline.processor.mask.TextMask;
import ai.genops.pipeline.processor.parse.JsonObjects;
import ai.genops.pipeline.processor.parse.UnparsableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Masks texts of an event where its rules say, also inside lists and objects and their names. An event is masked for
/// this pipeline alone.
@SuppressWarnings("ReferenceEquality") // the same object: there was nothing to mask
record Mask(List<Rule> rules, Failures failures) implements Processor {
    /// How often JSON can stand within a text of JSON.
    private static final int MAX_ESCAPES = 8;

    record Rule(Places places, Function<Event, TextMask> mask) {
        /// The same for every event.
        Rule(Places places, TextMask mask) {
            this(places, _ -> mask);
        }
    }

    /// Where a rule looks. `events`: the names and attributes of span events.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Places(
            int[] slots,
            @Nullable Predicate<Key> attributes,
            @Nullable Predicate<Key> resource,
            @Nullable Predicate<Key> own,
            boolean name,
            boolean status,
            boolean events) {}

    @Override
    public Verdict apply(Event event) {
        boolean hidden = false;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            hidden |= apply(event, rule.places, rule.mask.apply(event));
        }
        if (hidden) {
            ReceivedText.hide(event);
        }
        return Verdict.KEEP;
    }

    /// Whether something was masked besides what the event has of its own.
    private boolean apply(Event event, Places places, TextMask mask) {
        boolean hidden = false;
        for (int slot : places.slots) {
            Object value = event.field(slot);
            Object masked = masked(value, mask);
            if (masked != value) {
                event.field(slot, masked);
                hidden = true;
            }
        }
        hidden |= mask(event.attributes(), places.attributes, mask);
        hidden |= mask(event.resource(), places.resource, mask);
        var _ = mask(event.own(), places.own, mask);
        if (places.name) {
            String name = event.name();
            String masked = text(name, mask);
            if (!masked.equals(name)) {
                event.showName(masked);
            }
        }
        if (places.status) {
            String status = event.status();
            String masked = text(status, mask);
            if (!masked.equals(status)) {
                event.showStatus(masked);
            }
        }
        if (places.events && !event.events().isEmpty()) {
            spanEvents(event, mask);
        }
        return hidden;
    }

    private boolean mask(Attributes attributes, @Nullable Predicate<Key> names, TextMask mask) {
        if (names == null) {
            return false;
        }
        boolean hidden = false;
        for (int i = 0; i < attributes.size(); i++) {
            if (names.test(attributes.key(i))) {
                Object value = attributes.value(i);
                Object masked = masked(value, mask);
                if (masked != null && masked != value) {
                    attributes.replace(i, masked);
                    hidden = true;
                }
            }
        }
        return hidden;
    }

    private void spanEvents(Event event, TextMask mask) {
        List<SpanEvent> shown = new ArrayList<>();
        boolean changed = false;
        for (SpanEvent inside : event.events()) {
            Map<?, ?> masked = map(inside.attributes(), mask);
            String name = text(inside.name(), mask);
            boolean same = masked == inside.attributes() && name.equals(inside.name());
            shown.add(same ? inside : new SpanEvent(name, inside.timeNanos(), named(masked)));
            changed |= !same;
        }
        if (changed) {
            event.showEvents(List.copyOf(shown));
        }
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((name, value) -> named.put(String.valueOf(name), Objects.requireNonNull(value)));
        return named;
    }

    /// The same object if there was nothing to mask.
    private @Nullable Object masked(@Nullable Object value, TextMask mask) {
        return switch (value) {
            case String text -> text(text, mask);
            case Long number when mask.readsNumbers() -> number(number, number.toString(), mask);
            case Double number when mask.readsNumbers() -> number(number, Numbers.text(number), mask);
            case List<?> list -> list(list, mask);
            case Map<?, ?> map -> map(map, mask);
            case null -> null;
            default -> value;
        };
    }

    private Object number(Object number, String written, TextMask mask) {
        String masked = text(written, mask);
        return masked.equals(written) ? number : masked;
    }

    private List<?> list(List<?> list, TextMask mask) {
        List<@Nullable Object> copy = null;
        for (int i = 0; i < list.size(); i++) {
            Object masked = masked(list.get(i), mask);
            if (masked != list.get(i)) {
                copy = copy == null ? new ArrayList<>(list) : copy;
                copy.set(i, masked);
            }
        }
        return copy == null ? list : copy;
    }

    private Map<?, ?> map(Map<?, ?> map, TextMask mask) {
        boolean changed = false;
        Map<Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object name = masked(entry.getKey(), mask);
            Object value = masked(entry.getValue(), mask);
            changed |= name != entry.getKey() || value != entry.getValue();
            copy.put(Objects.requireNonNull(name), value);
        }
        return changed ? copy : map;
    }

    /// Looks also for what a text of JSON has in escapes, as an `@` may be written there. If there is
    /// something the text is written anew; one that is not quite JSON is shown without its escapes.
    private String escaped(String text, TextMask mask) {
        boolean found = false;
        String shown = text;
        String plain = JsonEscapes.without(text);
        for (int depth = 0; depth < MAX_ESCAPES && !plain.equals(shown); depth++) {
            shown = mask.apply(plain);
            found |= !shown.equals(plain);
            plain = JsonEscapes.without(shown);
        }
        return found ? json(text, shown, mask) : text;
    }

    private String json(String text, String otherwise, TextMask mask) {
        try {
            Map<?, ?> object = new JsonObjects().parse(text);
            Map<?, ?> masked = map(object, mask);
            return masked == object
                    ? otherwise
                    : new JsonBuffer(text.length()).value(masked).toString();
        } catch (UnparsableException _) {
            return otherwise;
        }
    }

    private String text(String text, TextMask mask) {
        String masked = mask.apply(text);
        if (mask.readsEscapes() && masked.indexOf('\\') >= 0) {
            masked = escaped(masked, mask);
        }
        if (masked.equals(TextMask.UNREADABLE)) {
            failures.failed("a pattern takes too long on a text of %d characters; all of it is masked"
                    .formatted(text.length()));
        }
        return masked;
    }
}
