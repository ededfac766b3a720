package ai.genops.destination.elasticsearch;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.destination.identity.EventIdentity;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/// An event as two lines of a bulk: `{"create":{"_index":"...","_id":"..."}}` and the document, which has `@timestamp`
/// (a data stream refuses one without). Created under an id that is its own, an event is there once, however often it
/// is sent.
final class BulkEncoder implements Encoder {
    private final Function<Event, String> index;
    private final EventIdentity identity;
    private final Encoder document;
    private final boolean ownTimestamp;
    private final JsonBuffer body = new JsonBuffer(1024);

    /// @param document writes a JSON object without line ends
    /// @param ownTimestamp whether the document brings its `@timestamp` along
    BulkEncoder(Function<Event, String> index, EventIdentity identity, Encoder document, boolean ownTimestamp) {
        this.index = index;
        this.identity = identity;
        this.document = document;
        this.ownTimestamp = ownTimestamp;
    }

    @Override
    public void encode(Event event, JsonBuffer out) throws UnencodableException {
        out.ascii("{\"create\":{\"_index\":").text(index.apply(event)).ascii(",\"_id\":");
        identity.write(event, out);
        out.ascii("}}\n");
        body.clear();
        document.encode(event, body);
        byte[] json = body.toBytes();
        if (ownTimestamp) {
            out.raw(json);
        } else {
            String time = DateTimeFormatter.ISO_INSTANT.format(TimeFormat.time(event.timeNanos()));
            out.ascii("{\"@timestamp\":\"").ascii(time).ascii(json[1] == '}' ? "\"" : "\",");
            out.raw(json, 1, json.length - 1);
        }
        out.raw('\n');
    }
}
