package ai.genops.destination.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.event.Own;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes an event's attributes: as received, with what its pipeline masked; then what the event has beyond OTLP's own
/// fields; then what its pipeline set, each field an attribute of its name, in place of a received one of that name;
/// then the pipeline and its sampling rate, by which counts and sums can be estimated.
final class EventAttributes {
    static final String PIPELINE = "genops.pipeline";
    static final String SAMPLE_RATE = "genops.sample_rate";

    private static final Key SCOPE_NAME = Own.SCOPE_NAME.key();
    private static final Key SCOPE_VERSION = Own.SCOPE_VERSION.key();
    private static final Key SCOPE_ATTRIBUTES = Own.SCOPE_ATTRIBUTES.key();
    private static final Key SCOPE_SCHEMA_URL = Own.SCOPE_SCHEMA_URL.key();
    private static final Key RESOURCE_SCHEMA_URL = Own.RESOURCE_SCHEMA_URL.key();
    /// What stands where scope and resource stand.
    private static final Set<Key> OF_OTHERS =
            Set.of(SCOPE_NAME, SCOPE_VERSION, SCOPE_ATTRIBUTES, SCOPE_SCHEMA_URL, RESOURCE_SCHEMA_URL);

    private final Set<Key> known;
    private @Nullable Fields fields;
    private List<String> names = List.of();

    /// @param known what of [Event#own] has a field of its own
    EventAttributes(Set<Key> known) {
        this.known = known;
    }

    void write(Event event, ProtoBuffer out, int field) {
        use(event.fields());
        received(event, event.attributes(), out, field);
        Attributes own = event.own();
        for (int i = 0; i < own.size(); i++) {
            Key key = own.key(i);
            if (!known.contains(key) && !OF_OTHERS.contains(key) && !isSet(event, key)) {
                AnyValue.member(out, field, key.name(), own.value(i));
            }
        }
        for (int slot = 0; slot < names.size(); slot++) {
            Object value = event.field(slot);
            if (value != null) {
                AnyValue.member(out, field, names.get(slot), value);
            }
        }
        if (!event.pipeline().isEmpty()) {
            AnyValue.member(out, field, PIPELINE, event.pipeline());
            AnyValue.member(out, field, SAMPLE_RATE, event.sampleRate());
        }
    }

    private void received(Event event, Attributes attributes, ProtoBuffer out, int field) {
        for (int i = 0; i < attributes.size(); i++) {
            Key key = attributes.key(i);
            if (!isSet(event, key)) {
                AnyValue.member(out, field, key.name(), attributes.value(i));
            }
        }
    }

    private boolean isSet(Event event, Key key) {
        if (event.pipeline().isEmpty()) {
            return false;
        }
        String name = key.name();
        int slot = event.fields().find(name);
        return (slot >= 0 && event.field(slot) != null) || name.equals(PIPELINE) || name.equals(SAMPLE_RATE);
    }

    /// A route's fields are always the same.
    private void use(Fields current) {
        if (fields != current) {
            fields = current;
            names = current.names();
        }
    }

    /// Writes a `Resource`.
    static void resource(Event event, ProtoBuffer out, int field) {
        int resource = out.open(field);
        Attributes attributes = event.resource();
        for (int i = 0; i < attributes.size(); i++) {
            AnyValue.member(out, 1, attributes.key(i).name(), attributes.value(i));
        }
        out.close(resource);
    }

    /// Writes an `InstrumentationScope`.
    static void scope(Event event, ProtoBuffer out, int field) {
        int scope = out.open(field);
        out.text(1, text(event.own(), SCOPE_NAME));
        out.text(2, text(event.own(), SCOPE_VERSION));
        if (event.own().get(SCOPE_ATTRIBUTES) instanceof Map<?, ?> attributes) {
            attributes.forEach((key, value) -> AnyValue.member(out, 3, String.valueOf(key), value));
        }
        out.close(scope);
    }

    static String scopeSchemaUrl(Event event) {
        return text(event.own(), SCOPE_SCHEMA_URL);
    }

    static String resourceSchemaUrl(Event event) {
        return text(event.own(), RESOURCE_SCHEMA_URL);
    }

    static String text(Attributes own, Key key) {
        return own.get(key) instanceof String text ? text : "";
    }
}
