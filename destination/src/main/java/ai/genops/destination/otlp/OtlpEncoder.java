package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Kind;
import java.util.Base64;
import java.util.Set;

/// Writes an event as a complete OTLP request of its own, in base64 after the signal's name: `traces CgRz...`. As text
/// it can be kept as a dead letter, and sent from there with nothing but `base64 -d` and `curl`.
final class OtlpEncoder implements Encoder {
    private final Set<Kind> kinds;
    private final SpanWriter spans = new SpanWriter();
    private final LogWriter logs = new LogWriter();
    private final PointWriter points = new PointWriter();
    private final ProtoBuffer request = new ProtoBuffer(4096);

    /// @param kinds those that have an address
    OtlpEncoder(Set<Kind> kinds) {
        this.kinds = kinds;
    }

    @Override
    public void encode(Event event, JsonBuffer out) throws UnencodableException {
        String signal = Endpoints.signal(event.kind());
        if (!kinds.contains(event.kind())) {
            throw new UnencodableException("`endpoint` is a full path, and not that of " + signal + "; add `" + signal
                    + "_endpoint`, or a filter to the route");
        }
        request.clear();
        int resource = request.open(1);
        EventAttributes.resource(event, request, 1);
        int scope = request.open(2);
        EventAttributes.scope(event, request, 1);
        writer(event.kind()).write(event, request);
        request.text(3, EventAttributes.scopeSchemaUrl(event));
        request.close(scope);
        request.text(3, EventAttributes.resourceSchemaUrl(event));
        request.close(resource);
        out.ascii(signal).raw(' ').raw(Base64.getEncoder().encode(request.toBytes()));
    }

    @Override
    public Encoder another() {
        return new OtlpEncoder(kinds);
    }

    /// The event, not its protobuf.
    @Override
    public void preview(Event event, JsonBuffer out) throws UnencodableException {
        encode(event, out);
        out.clear();
        EventJson.write(event, out);
    }

    private ItemWriter writer(Kind kind) {
        return switch (kind) {
            case SPAN -> spans;
            case LOG -> logs;
            case METRIC -> points;
        };
    }
}
