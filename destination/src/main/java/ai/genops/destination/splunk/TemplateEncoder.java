package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.destination.identity.EventIdentity;
import ai.genops.destination.splunk.SplunkSettings.IdPlace;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;

/// An event in its template, with its identity put into the template's `fields` or `event`. Where that is no object
/// (an event may be a text), the identity goes into `fields`.
final class TemplateEncoder implements Encoder {
    private final Encoder template;
    private final IdPlace idPlace;
    private final EventIdentity identity;
    private final JsonBuffer filled = new JsonBuffer(1024);
    private final JsonBuffer id = new JsonBuffer(64);

    TemplateEncoder(Encoder template, IdPlace idPlace, EventIdentity identity) {
        this.template = template;
        this.idPlace = idPlace;
        this.identity = identity;
    }

    @Override
    public void encode(Event event, JsonBuffer out) throws UnencodableException {
        id.clear();
        id.raw('"').ascii(HecEncoder.ID).ascii("\":");
        identity.write(event, id);
        if (idPlace == IdPlace.NONE) {
            template.encode(event, out);
            return;
        }
        filled.clear();
        template.encode(event, filled);
        insert(filled.toBytes(), out);
    }

    private void insert(byte[] json, JsonBuffer out) {
        int object = idPlace == IdPlace.EVENT ? TopLevel.object(json, "event") : -1;
        object = object < 0 ? TopLevel.object(json, "fields") : object;
        if (object >= 0) {
            out.raw(json, 0, object).raw(id.toBytes());
            out.ascii(json[object] == '}' ? "" : ",").raw(json, object, json.length - object);
        } else {
            out.raw(json, 0, json.length - 1).ascii(",\"fields\":{");
            out.raw(id.toBytes()).ascii("}}");
        }
    }
}
