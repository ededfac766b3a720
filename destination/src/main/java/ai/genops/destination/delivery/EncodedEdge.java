package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Destination.Edge;
import ai.genops.pipeline.Destination.Page;
import ai.genops.pipeline.Destination.Preview;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A route whose events are encoded, and then handed on.
record EncodedEdge(Encoder encoder, Redaction redaction, BiConsumer<Event, Encoder> writer) implements Edge {
    @Override
    public void write(Event event) {
        writer.accept(event, encoder);
    }

    @Override
    public @Nullable Edge on(Page page) {
        Encoder another = encoder.another();
        return another != null && page instanceof BatchPage own
                ? new EncodedEdge(another, redaction, own::write)
                : null;
    }

    @Override
    public Preview preview(Event event) {
        var out = new JsonBuffer(1024);
        try {
            encoder.preview(event, out);
        } catch (UnencodableException e) {
            return new Preview("", redaction.apply(String.valueOf(e.getMessage())));
        }
        return new Preview(redaction.apply(out.toString()).strip(), "");
    }
}
