package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.identity.EventIdentity;
import ai.genops.destination.splunk.SplunkSettings.IdPlace;
import ai.genops.destination.splunk.SplunkSettings.Metadata;
import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import java.util.List;

/// An event without a template: filed under what its resource asks for (`splunk.index`, `splunk.sourcetype`, `host` or
/// `host.name`), else under what the block says, else under what Splunk has for the token.
final class HecEncoder implements Encoder {
    static final String ID = "genops_event_id";

    private static final List<Key> HOST = List.of(Key.of("host"), Key.of("host.name"));
    private static final List<Key> SOURCETYPE = List.of(Key.of("splunk.sourcetype"));
    private static final List<Key> INDEX = List.of(Key.of("splunk.index"));

    private final Metadata metadata;
    private final IdPlace idPlace;
    private final EventIdentity identity;

    HecEncoder(Metadata metadata, IdPlace idPlace, EventIdentity identity) {
        this.metadata = metadata;
        this.idPlace = idPlace;
        this.identity = identity;
    }

    @Override
    public void encode(Event event, JsonBuffer out) {
        out.ascii("{\"time\":");
        EventJson.seconds(event.timeNanos(), out);
        member("host", chosen(event, HOST, metadata.host()), out);
        member("source", metadata.source(), out);
        member("sourcetype", chosen(event, SOURCETYPE, metadata.sourcetype()), out);
        member("index", chosen(event, INDEX, metadata.index()), out);
        out.ascii(",\"event\":");
        EventJson.write(event, out);
        switch (idPlace) {
            case NONE -> {}
            case EVENT -> {
                out.truncate(out.size() - 1);
                out.raw(',');
                id(event, out);
                out.raw('}');
            }
            case FIELDS -> {
                out.ascii(",\"fields\":{");
                id(event, out);
                out.raw('}');
            }
        }
        out.raw('}');
    }

    @Override
    public Encoder another() {
        return new HecEncoder(metadata, idPlace, identity.another());
    }

    private void id(Event event, JsonBuffer out) {
        out.raw('"').ascii(ID).ascii("\":");
        identity.write(event, out);
    }

    private static String chosen(Event event, List<Key> keys, String otherwise) {
        Attributes resource = event.resource();
        for (Key key : keys) {
            if (resource.get(key) instanceof String text && !text.isBlank()) {
                return text;
            }
        }
        return otherwise;
    }

    private static void member(String name, String value, JsonBuffer out) {
        if (!value.isEmpty()) {
            out.ascii(",\"").ascii(name).ascii("\":").text(value);
        }
    }
}
