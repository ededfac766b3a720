package ai.genops.destination.kafka;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Route;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes an event of a route as a [Message].
///
/// Its id follows from its place in the log and the way it took, so a message that comes twice is recognised by it:
/// `append time-offset-place in its record/pipeline/route`.
final class MessageEncoder implements Encoder {
    private final Topics.Chooser topics;
    private final @Nullable Encoder key;
    private final Encoder value;
    private final String contentType;
    private final byte[] way;
    private final JsonBuffer keyText = new JsonBuffer(64);

    /// @param key null: the trace id
    MessageEncoder(Route route, Topics.Chooser topics, @Nullable Encoder key, Encoder value, String contentType) {
        this.topics = topics;
        this.key = key;
        this.value = value;
        this.contentType = contentType;
        way = ("/" + route.pipeline() + "/" + route.name())
                .replaceAll("\\p{Cntrl}", "_")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void encode(Event event, JsonBuffer out) throws UnencodableException {
        String topic = topics.topic(event);
        writeKey(event);
        Message.begin(topic, keyText, contentType, out);
        out.number(event.appendMillis())
                .raw('-')
                .number(event.offset())
                .raw('-')
                .number((long) event.ordinal())
                .raw(way);
        Message.endHead(keyText, out);
        value.encode(event, out);
    }

    private void writeKey(Event event) throws UnencodableException {
        keyText.clear();
        if (key != null) {
            key.encode(event, keyText);
        } else if ((event.traceIdHigh() | event.traceIdLow()) != 0) {
            HexFormat hex = HexFormat.of();
            keyText.ascii(hex.toHexDigits(event.traceIdHigh())).ascii(hex.toHexDigits(event.traceIdLow()));
        }
    }
}
