package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.pipeline.processor.parse.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sets a field to a text that attributes and fields make together. Where there is nothing to write it stays unset.
record Serialize(Members members, Written form, int slot, Failures failures) implements Processor {
    /// What is written.
    sealed interface Members {
        /// Attributes, then fields; of one name the field.
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Named(NamePatterns attributes, String[] names, int[] slots) implements Members {}

        /// The members of an object.
        record Of(Value object) implements Members {}
    }

    @Override
    public Verdict apply(Event event) {
        Map<?, ?> values = switch (members) {
            case Members.Named named -> named(named, event);
            case Members.Of(Value object) -> object(object.of(event), event);
        };
        event.field(slot, values.isEmpty() ? null : form.text(values));
        return Verdict.KEEP;
    }

    private Map<?, ?> object(@Nullable Object value, Event event) {
        if (value == null || value instanceof Map<?, ?>) {
            return value == null ? Map.of() : (Map<?, ?>) value;
        }
        failures.failed(event, "this is no object: " + (value instanceof List<?> ? "it is a list" : "it is " + value));
        return Map.of();
    }

    private static Map<String, Object> named(Members.Named named, Event event) {
        Map<String, Object> values = new LinkedHashMap<>();
        Attributes attributes = event.attributes();
        for (int i = 0; i < attributes.size(); i++) {
            Object value = named.attributes.test(attributes.key(i)) ? attributes.value(i) : null;
            if (value != null) {
                values.put(attributes.key(i).name(), value);
            }
        }
        for (int i = 0; i < named.slots.length; i++) {
            Object value = event.field(named.slots[i]);
            if (value != null) {
                values.put(named.names[i], value);
            }
        }
        return values;
    }
}
