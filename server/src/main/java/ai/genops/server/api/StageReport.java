package ai.genops.server.api;

import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.StageStats;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The books of a pipeline's processors, as JSON and as metrics.
final class StageReport {
    private StageReport() {}

    static void write(Pipeline pipeline, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("processors");
        for (StageStats stats : pipeline.stageStats()) {
            out.writeStartObject();
            out.writeStringField("name", stats.name());
            out.writeStringField("type", stats.type());
            out.writeNumberField("in", stats.in());
            out.writeNumberField("out", stats.out());
            out.writeNumberField("dropped", stats.dropped());
            out.writeNumberField("errored", stats.errored());
            out.writeNumberField("timed", stats.timed());
            out.writeNumberField("mean_ns", Math.round(stats.meanNanos()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void register(Pipeline pipeline, String id, MeterRegistry registry) {
        for (int i = 0; i < pipeline.stages().size(); i++) {
            String[] tags = {"pipeline", id, "processor", name(pipeline, i)};
            Map<String, ToDoubleFunction<StageStats>> outcomes =
                    Map.of("out", StageStats::out, "dropped", StageStats::dropped);
            for (var outcome : outcomes.entrySet()) {
                counter("genops.processor.events", "Events by outcome", i, pipeline, outcome.getValue())
                        .tags(tags)
                        .tags("outcome", outcome.getKey())
                        .register(registry);
            }
            counter("genops.processor.errors", "Failures of its expressions", i, pipeline, StageStats::errored)
                    .tags(tags)
                    .register(registry);
            counter("genops.processor.timed.events", "Events whose time was taken", i, pipeline, StageStats::timed)
                    .tags(tags)
                    .register(registry);
            counter("genops.processor.timed.seconds", "What those took", i, pipeline, stats -> stats.timedNanos() / 1e9)
                    .tags(tags)
                    .register(registry);
        }
    }

    /// Two processors of one pipeline may have one name.
    private static String name(Pipeline pipeline, int place) {
        String name = pipeline.stages().get(place).name();
        long same = pipeline.stages().subList(0, place).stream()
                .filter(stage -> stage.name().equals(name))
                .count();
        return same == 0 ? name : name + " (" + (same + 1) + ")";
    }

    private static FunctionCounter.Builder<Pipeline> counter(
            String name, String help, int place, Pipeline pipeline, ToDoubleFunction<StageStats> value) {
        return FunctionCounter.builder(
                        name,
                        pipeline,
                        counted -> value.applyAsDouble(counted.stageStats().get(place)))
                .description(help);
    }
}
