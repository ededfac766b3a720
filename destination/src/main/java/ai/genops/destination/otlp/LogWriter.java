package ai.genops.destination.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import java.util.Set;

/// Writes log records (opentelemetry/proto/logs/v1/logs.proto).
final class LogWriter implements ItemWriter {
    private static final Key BODY = Own.BODY.key();
    private static final Key SEVERITY_TEXT = Own.SEVERITY_TEXT.key();
    private static final Key SEVERITY_NUMBER = Own.SEVERITY_NUMBER.key();
    private static final Key OBSERVED_TIME = Own.OBSERVED_TIME.key();

    private final EventAttributes attributes = new EventAttributes(Set.of(
            BODY, SEVERITY_TEXT, SEVERITY_NUMBER, OBSERVED_TIME, SpanWriter.FLAGS, SpanWriter.DROPPED_ATTRIBUTES));

    @Override
    public void write(Event event, ProtoBuffer out) {
        int log = out.open(ITEM);
        Attributes own = event.own();
        out.fixed64(1, event.timeNanos());
        if (own.get(SEVERITY_NUMBER) instanceof Long number) {
            out.varint(2, number);
        }
        out.text(3, EventAttributes.text(own, SEVERITY_TEXT));
        Object body = own.get(BODY);
        if (body != null) {
            AnyValue.write(out, 5, body);
        }
        attributes.write(event, out, 6);
        SpanWriter.count(event, SpanWriter.DROPPED_ATTRIBUTES, out, 7);
        SpanWriter.flags(event, out, 8);
        SpanWriter.traceId(event, out, 9);
        SpanWriter.id(event.spanId(), out, 10);
        if (own.get(OBSERVED_TIME) instanceof Long observed) {
            out.fixed64(11, observed);
        }
        out.text(12, event.name());
        out.close(log);
    }
}
