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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An OpenTelemetry that exports as it was set: every span, because a sampled cost is no cost; in batches, from a bounded
 * queue, on a thread of its own.
 */
public final class Exporting implements AutoCloseable {
    private static final long ROUND_MILLIS = 20;

    private final OpenTelemetrySdk openTelemetry;
    private final SdkTracerProvider tracers;
    private final Flow flow;
    private final Duration closeTimeout;
    private final Problems problems;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private Exporting(SdkTracerProvider tracers, Flow flow, Duration closeTimeout, Problems problems) {
        this.tracers = tracers;
        this.flow = flow;
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
        AttributesBuilder resource = Attributes.builder();
        for (Map.Entry<String, String> one : settings.resource().entrySet()) {
            resource.put(one.getKey(), one.getValue());
        }
        SdkTracerProvider tracers = SdkTracerProvider.builder()
                .setSampler(Sampler.alwaysOn())
                .setResource(Resource.getDefault().merge(Resource.create(resource.build())))
                .addSpanProcessor(new Gate(batches, flow, problems))
                .build();
        return new Exporting(tracers, flow, settings.closeTimeout(), problems);
    }

    public OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    /**
     * Sends what waits.
     *
     * @return whether all of it was taken or given up in the time that closing may take
     */
    public boolean flush() {
        return isClosed.get() ? flow.unfinished() == 0 : send();
    }

    private boolean send() {
        long goal = flow.entered();
        // The batching processor may answer a second flush with the result of the first; then it is asked again.
        for (long left = closeTimeout.toMillis(); left > 0; left -= ROUND_MILLIS) {
            if (!isDone(tracers.forceFlush())) {
                return false;
            }
            if (flow.isFinished(goal, ROUND_MILLIS)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sends what waits and ends; gives up what is not sent in time, and counts it. It flushes by itself, because the
     * batching processor may take a flush that has just ended for the one that its shutdown begins with, and then
     * leaves without what came in between.
     */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        boolean isSent = send();
        flow.end();
        CompletableResultCode ended = tracers.shutdown();
        if (isSent) {
            isDone(ended);
        }
        long left = flow.unfinished();
        if (left > 0) {
            problems.report(Kind.DROPPED, left + " spans were not sent after " + closeTimeout + " of closing", left);
        }
    }

    private boolean isDone(CompletableResultCode work) {
        return work.join(closeTimeout.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
    }
}
