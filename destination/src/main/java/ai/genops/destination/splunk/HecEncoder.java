package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.identity.EventIdentity;
import ai.genops.destination.splunk.SplunkSettings.Form;
import ai.genops.destination.splunk.SplunkSettings.IdPlace;
import ai.genops.destination.splunk.SplunkSettings.Metadata;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;

/// An event without a template: filed under what it asks for ([Filed]), else under what the block says, else under what
/// Splunk has for the token. One that is a text is sent as that text ([RawText]), unless the block wants JSON.
final class HecEncoder implements Encoder {
    static final String ID = "genops_event_id";

    private final Metadata metadata;
    private final Form form;
    private final IdPlace idPlace;
    private final EventIdentity identity;

    HecEncoder(Metadata metadata, Form form, IdPlace idPlace, EventIdentity identity) {
        this.metadata = metadata;
        this.form = form;
        this.idPlace = idPlace;
        this.identity = identity;
    }

    @Override
    public void encode(Event event, JsonBuffer out) {
        out.ascii("{\"time\":");
        EventJson.seconds(event.timeNanos(), out);
        member(Filed.HOST, event, metadata.host(), out);
        member(Filed.SOURCE, event, metadata.source(), out);
        member(Filed.SOURCETYPE, event, metadata.sourcetype(), out);
        member(Filed.INDEX, event, metadata.index(), out);
        out.ascii(",\"event\":");
        String text = form == Form.RAW ? RawText.of(event) : null;
        if (text == null) {
            json(event, out);
        } else {
            text(event, text, out);
        }
        out.raw('}');
    }

    private void json(Event event, JsonBuffer out) {
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
    }

    private void text(Event event, String text, JsonBuffer out) {
        out.text(text).ascii(",\"fields\":{");
        int empty = out.size();
        RawText.writeFields(event, text, out);
        if (idPlace != IdPlace.NONE) {
            id(event, out);
        } else if (out.size() > empty) {
            out.truncate(out.size() - 1);
        }
        out.raw('}');
    }

    @Override
    public Encoder another() {
        return new HecEncoder(metadata, form, idPlace, identity.another());
    }

    private void id(Event event, JsonBuffer out) {
        out.raw('"').ascii(ID).ascii("\":");
        identity.write(event, out);
    }

    private static void member(Filed filed, Event event, String otherwise, JsonBuffer out) {
        String value = filed.of(event, otherwise);
        if (!value.isEmpty()) {
            out.ascii(",\"").ascii(filed.label()).ascii("\":").text(value);
        }
    }
}
