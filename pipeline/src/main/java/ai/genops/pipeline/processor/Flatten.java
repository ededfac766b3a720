package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes attributes of what stands inside attributes and fields: `user: {id: 7}` becomes `user.id: 7`. A value with
/// more names than allowed is left as it is and counted.
record Flatten(Limits limits, NamePatterns attributes, NamePatterns resource, FieldsOf fields, Failures failures)
        implements Processor {
    /// @param depth how many levels are taken apart; what is deeper stays together
    record Limits(String separator, int depth, int names, boolean lists) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record FieldsOf(String[] names, int[] slots) {}

    @Override
    public Verdict apply(Event event) {
        flatten(event, event.attributes(), attributes);
        flatten(event, event.resource(), resource);
        for (int i = 0; i < fields.slots.length; i++) {
            Object value = event.field(fields.slots[i]);
            Map<String, Object> leaves = isNested(value) ? leaves(event, fields.names[i], value) : null;
            if (leaves != null) {
                event.field(fields.slots[i], null);
                leaves.forEach((name, leaf) -> event.attributes().set(Key.of(name), leaf));
            }
        }
        return Verdict.KEEP;
    }

    private void flatten(Event event, Attributes attributes, NamePatterns names) {
        if (names.isEmpty()) {
            return;
        }
        for (int i = attributes.size() - 1; i >= 0; i--) {
            if (i < attributes.size() && attributes.isObject(i) && isNested(attributes.value(i))) {
                Key key = attributes.key(i);
                Map<String, Object> leaves = names.test(key) ? leaves(event, key.name(), attributes.value(i)) : null;
                if (leaves != null) {
                    attributes.retain(other -> other != key);
                    leaves.forEach((name, leaf) -> attributes.set(Key.of(name), leaf));
                }
            }
        }
    }

    private boolean isNested(@Nullable Object value) {
        return value instanceof Map || (limits.lists && value instanceof List);
    }

    /// What stands inside, under its names; null if it is too much.
    private @Nullable Map<String, Object> leaves(Event event, String name, @Nullable Object value) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        if (!collect(name, value, 0, leaves)) {
            failures.failed(event, "`" + name + "` holds more than " + limits.names + " values");
            return null;
        }
        return leaves;
    }

    private boolean collect(String name, @Nullable Object value, int depth, Map<String, Object> leaves) {
        if (value == null) {
            return true;
        }
        boolean deeper = depth < limits.depth;
        if (deeper && value instanceof Map<?, ?> map && !map.isEmpty()) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!collect(name + limits.separator + entry.getKey(), entry.getValue(), depth + 1, leaves)) {
                    return false;
                }
            }
            return true;
        }
        if (deeper && limits.lists && value instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                if (!collect(name + limits.separator + i, list.get(i), depth + 1, leaves)) {
                    return false;
                }
            }
            return true;
        }
        leaves.put(name, value);
        return leaves.size() <= limits.names;
    }
}
