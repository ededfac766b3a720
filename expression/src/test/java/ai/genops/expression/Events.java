package ai.genops.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import java.util.Map;

/// Makes events for tests.
final class Events {
    static final long APPENDED = 1_763_600_000_500L;

    private Events() {}

    static Event with(Map<String, Object> attributes) {
        byte[] name = "chat.completion".getBytes(UTF_8);
        var event = new Event();
        event.receive(Kind.SPAN, "genops_otlp_source", name, 7, 2, APPENDED);
        event.name(0, name.length);
        event.time(1_763_600_000_120_000_000L, 5_500_000);
        event.ids(0, 0xab, 0xcd, 0);
        event.resource(new Attributes());
        attributes.forEach((key, value) -> {
            switch (value) {
                case Long number -> event.attributes().addLong(Key.of(key), number);
                case Double number -> event.attributes().addDouble(Key.of(key), number);
                case Boolean flag -> event.attributes().addBoolean(Key.of(key), flag);
                default -> event.attributes().add(Key.of(key), value);
            }
        });
        return event;
    }

    /// An event in a pipeline that has set these fields, in this order.
    static Event with(Map<String, Object> attributes, Map<String, Object> values, Fields fields) {
        Event event = with(attributes);
        event.enter("test", fields);
        values.forEach((name, value) -> event.field(fields.find(name), value));
        return event;
    }
}
