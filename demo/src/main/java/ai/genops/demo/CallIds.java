package ai.genops.demo;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;

/// Ids that depend only on the service, the lap and the operation's index, so that whatever is sent twice is
/// recognised as the same. For one thread: it hands out the ids of the operation it was last told of.
final class CallIds implements IdGenerator {
    private final String service;
    private String traceId = TraceId.getInvalid();
    private String spanId = SpanId.getInvalid();

    CallIds(String service) {
        this.service = service;
    }

    void nextIs(int lap, int index) {
        var bits = Mix.of(service, lap, index);
        traceId = TraceId.fromLongs(bits.nextLong(), bits.nextLong());
        spanId = SpanId.fromLong(bits.nextLong());
    }

    @Override
    public String generateTraceId() {
        return traceId;
    }

    @Override
    public String generateSpanId() {
        return spanId;
    }
}
