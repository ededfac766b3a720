package ai.genops.sdk.export;

import ai.genops.sdk.config.ExportSettings;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.problem.Log;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An OpenTelemetry that exports as it was set: every span, because a sampled cost is no cost; in batches, from a bounded
 * queue, on a thread of its own.
 */
public final class Exporting implements AutoCloseable {
    private final OpenTelemetrySdk openTelemetry;
    private final SdkTracerProvider tracers;
    private final Gate gate;
    private final Duration closeTimeout;
    private final Problems problems;

    private Exporting(SdkTracerProvider tracers, Gate gate, Duration closeTimeout, Problems problems) {
        this.tracers = tracers;
        this.gate = gate;
        this.closeTimeout = closeTimeout;
        this.problems = problems;
        openTelemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(tracers)
                .setPropagators(ContextPropagators.create(TextMapPropagator.composite(
                        W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
                .build();
    }

    /**
     * Starts the export.
     *
     * @throws ai.genops.sdk.config.ConfigurationException if what carries the protocol is not on the class path
     */
    public static Exporting start(ExportSettings settings, Problems problems, Log log, Surroundings surroundings) {
        Flow flow = new Flow(settings.queueSize());
        var exporter = Exporters.of(settings, problems, surroundings);
        var counted = new CountedExporter(exporter, flow, problems, log, settings.endpoint());
        BatchSpanProcessor batches = BatchSpanProcessor.builder(counted)
                .setMaxQueueSize(settings.queueSize())
                .setMaxExportBatchSize(settings.batchSize())
                .setScheduleDelay(settings.flushEvery())
                .build();
        Gate gate = new Gate(batches, flow, problems);
        AttributesBuilder resource = Attributes.builder();
        settings.resource().forEach(resource::put);
        SdkTracerProvider tracers = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.getDefault().merge(Resource.create(resource.build())))
                .addSpanProcessor(gate)
                .build();
        return new Exporting(tracers, gate, settings.closeTimeout(), problems);
    }

    public OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    /**
     * Sends what waits.
     *
     * @return whether it was sent in the time that closing may take
     */
    public boolean flush() {
        return isDone(tracers.forceFlush());
    }

    /** Sends what waits and ends; gives up what is not sent in time, and counts it. */
    @Override
    public void close() {
        if (!isDone(tracers.shutdown())) {
            long left = gate.waiting();
            if (left > 0) {
                problems.report(
                        Kind.DROPPED, left + " spans were still waiting after " + closeTimeout + " of closing", left);
            }
        }
    }

    private boolean isDone(CompletableResultCode work) {
        return work.join(closeTimeout.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
    }
}
