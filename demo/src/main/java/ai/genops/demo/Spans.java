package ai.genops.demo;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.List;

/// Records a service's operations with the OpenTelemetry SDK, as the service itself would. For one thread.
///
/// The SDK's own batching drops spans when it cannot keep up; here the caller takes what was recorded, and keeps it
/// until it is safe.
final class Spans {
    private final CallIds ids;
    private final Collector recorded = new Collector();
    private final Tracer tracer;

    Spans(Workload workload) {
        this.ids = new CallIds(workload.service());
        this.tracer = SdkTracerProvider.builder()
                .setResource(Resource.create(workload.resource()))
                .setSampler(Sampler.alwaysOn())
                .setIdGenerator(ids)
                .addSpanProcessor(recorded)
                .build()
                .get("ai.genops.demo");
    }

    List<SpanData> record(Lap lap, List<Operation> operations) {
        operations.forEach(operation -> record(lap, operation));
        return recorded.take();
    }

    private void record(Lap lap, Operation operation) {
        ids.nextIs(lap.number(), operation.index());
        tracer.spanBuilder(operation.name())
                .setNoParent()
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(operation.start())
                .setAllAttributes(operation.attributes())
                .startSpan()
                .end(operation.end());
    }

    private static final class Collector implements SpanProcessor {
        private List<SpanData> ended = new ArrayList<>();

        List<SpanData> take() {
            var taken = ended;
            ended = new ArrayList<>();
            return taken;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }
    }
}
