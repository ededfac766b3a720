package ai.genops.benchmarks;

import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.Signal;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;

/// Log records as an OTLP source appends them.
final class Records {
    static final int SPANS = 100;

    private Records() {}

    /// One request of [#SPANS] spans with twenty attributes each; the same at every call.
    static ByteBuffer traces() {
        var random = new SplittableRandom(1);
        var spans = ScopeSpans.newBuilder();
        for (int i = 0; i < SPANS; i++) {
            spans.addSpans(span(i, random));
        }
        var resource = Resource.newBuilder().addAttributes(text("service.name", "customer-ai-chatbot"));
        byte[] body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource).addScopeSpans(spans))
                .build()
                .toByteArray();
        ByteBuffer envelope = Envelope.of(Signal.TRACES, "genops_otlp_source", Map.of());
        return ByteBuffer.allocate(envelope.remaining() + body.length)
                .put(envelope)
                .put(body)
                .flip();
    }

    private static Span span(int i, SplittableRandom random) {
        byte[] traceId = new byte[16];
        random.nextBytes(traceId);
        long input = random.nextInt(50, 4000);
        long output = random.nextInt(10, 1500);
        double cost = Math.round(random.nextDouble(0.0005, 12) * 1e6) / 1e6;
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(traceId))
                .setSpanId(ByteString.copyFrom(traceId, 0, 8))
                .setName("ai.chat.completion")
                .setStartTimeUnixNano(1_763_600_000_000_000_000L + i)
                .setEndTimeUnixNano(1_763_600_001_000_000_000L + i)
                .addAttributes(text("genops.operation.name", "ai.chat.completion"))
                .addAttributes(text("genops.operation.type", "ai.inference"))
                .addAttributes(number("genops.cost.total", cost))
                .addAttributes(number("genops.cost.input", cost * 0.5))
                .addAttributes(number("genops.cost.output", cost * 0.5))
                .addAttributes(text("genops.cost.currency", "USD"))
                .addAttributes(text("genops.cost.provider", "openai"))
                .addAttributes(text("genops.cost.model", "gpt-4-turbo"))
                .addAttributes(whole("genops.tokens.input", input))
                .addAttributes(whole("genops.tokens.output", output))
                .addAttributes(whole("genops.tokens.total", input + output))
                .addAttributes(text("genops.team", "team-" + random.nextInt(8)))
                .addAttributes(text("genops.project", "project-" + random.nextInt(50)))
                .addAttributes(text("genops.customer_id", i % 2 == 0 ? "enterprise-123" : "nobody-" + i))
                .addAttributes(text("genops.feature", "chat"))
                .addAttributes(text("genops.environment", "production"))
                .addAttributes(text("genops.policy.result", "allowed"))
                .addAttributes(text("genops.budget.name", "team-monthly"))
                .addAttributes(number("genops.eval.score", 0.875))
                .addAttributes(text("genops.request.id", "req-" + i))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return attribute(key, AnyValue.newBuilder().setStringValue(value));
    }

    private static KeyValue number(String key, double value) {
        return attribute(key, AnyValue.newBuilder().setDoubleValue(value));
    }

    private static KeyValue whole(String key, long value) {
        return attribute(key, AnyValue.newBuilder().setIntValue(value));
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
