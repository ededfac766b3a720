package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a 200 says: `ExportTraceServiceResponse` and its like (opentelemetry/proto/collector). A receiver that rejects
/// some events says how many, never which, and they must not be sent again (OTLP specification, "Partial success").
/// The count is kept exactly; the last events of the request stand for those that were rejected.
final class PartialSuccess {
    private PartialSuccess() {}

    static Outcome outcome(ByteBuffer response, int events) {
        long rejected = 0;
        String message = "";
        try {
            var fields = new ProtoFields(response);
            while (fields.next()) {
                if (fields.field() == 1) {
                    var partial = new ProtoFields(fields.bytes());
                    while (partial.next()) {
                        rejected = partial.field() == 1 ? partial.number() : rejected;
                        message = partial.field() == 2 ? partial.text() : message;
                    }
                }
            }
        } catch (ProtoFields.MalformedException e) {
            // A success is one, whatever else it says.
        }
        return rejected <= 0 ? new Outcome.Delivered() : each((int) Math.min(rejected, events), events, message);
    }

    private static Outcome each(int rejected, int events, String message) {
        String reason = "the receiver rejected " + rejected + " of " + events + " events"
                + (rejected < events ? ", without saying which; the last of them stand for those" : "")
                + (message.isEmpty() ? "" : ": " + Texts.excerpt(message));
        List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(events - rejected, new Outcome.Delivered()));
        outcomes.addAll(Collections.nCopies(rejected, new Outcome.Refused(reason)));
        return new Outcome.Each(outcomes);
    }
}
