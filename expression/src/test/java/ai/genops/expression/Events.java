package ai.genops.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import java.util.Map;

/// Makes events for tests. Their texts stand where they were received, as those of requests do.
final class Events {
    static final long APPENDED = 1_763_600_000_500L;

    private Events() {}

    static Event with(Map<String, Object> attributes) {
        var received = new StringBuilder("chat.completion");
        attributes.values().stream().filter(String.class::isInstance).forEach(received::append);
        byte[] buffer = received.toString().getBytes(UTF_8);
        int end = "chat.completion".length();
        var event = new Event();
        event.receive(Kind.SPAN, "genops_otlp_source", buffer, 7, 2, APPENDED);
        event.name(0, end);
        event.time(1_763_600_000_120_000_000L, 5_500_000);
        event.ids(0, 0xab, 0xcd, 0);
        event.resource(new Attributes());
        for (var attribute : attributes.entrySet()) {
            Key key = Key.of(attribute.getKey());
            switch (attribute.getValue()) {
                case String text -> {
                    int length = text.getBytes(UTF_8).length;
                    event.attributes().addText(key, end, length);
                    end += length;
                }
                case Long number -> event.attributes().addLong(key, number);
                case Double number -> event.attributes().addDouble(key, number);
                case Boolean flag -> event.attributes().addBoolean(key, flag);
                default -> event.attributes().add(key, attribute.getValue());
            }
        }
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
