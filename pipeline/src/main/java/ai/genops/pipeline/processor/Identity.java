package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Kind;
import ai.genops.pipeline.processor.recent.Digest;
import ai.genops.pipeline.processor.recent.Digester;
import java.util.List;

/// What makes two events the same, or of the same group.
sealed interface Identity {
    Digest of(Event event, Digester digester);

    /// Values of expressions: numbers as they print, a value that is absent as null.
    record Values(List<Value> values) implements Identity {
        @Override
        public Digest of(Event event, Digester digester) {
            JsonBuffer json = digester.begin();
            for (int i = 0; i < values.size(); i++) {
                json.value(values.get(i).of(event)).raw(',');
            }
            return digester.finish();
        }
    }

    /// A span is known by its ids. Log records of a span have its ids as well and are different all the same: what is
    /// no span, or has no ids, is known by everything that it has at this place of the pipeline.
    record Content() implements Identity {
        @Override
        public Digest of(Event event, Digester digester) {
            JsonBuffer json = digester.begin();
            if (event.kind() == Kind.SPAN && event.spanId() != 0) {
                json.id(event.traceIdHigh(), event.traceIdLow(), true).id(0, event.spanId(), false);
            } else {
                EventJson.write(event, json);
            }
            return digester.finish();
        }
    }
}
