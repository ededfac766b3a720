package ai.genops.benchmarks;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.Fields;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.engine.Passage;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.load.Configuration;
import ai.genops.server.ServerOptions;
import ai.genops.server.ServerPlan;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pipeline of a configuration, leading to a buffer or nowhere. The benchmarks run from the project's folder.
final class OnePipeline {
    private final Passage passage;
    private @Nullable JsonBuffer out;

    private OnePipeline(Pipeline pipeline) {
        passage = new Passage(pipeline, List.of());
    }

    static OnePipeline none() {
        return new OnePipeline(new Pipeline("", "", List.of(), List.of(), List.of(), new Fields(), List.of()));
    }

    static OnePipeline shippedCost() {
        return cost("config");
    }

    /// The cost pipeline of another configuration.
    static OnePipeline cost(String folder) {
        return read(folder, "genops-cost-governance");
    }

    /// One step, of [StageBenchmark].
    static OnePipeline stage(String id) {
        return read("benchmarks/config/stages", id);
    }

    private static OnePipeline read(String folder, String id) {
        var options = new ServerOptions(Path.of("."), Path.of(folder), Path.of("target/none"), List.of(), 0);
        Configuration configuration = ServerPlan.read(options, _ -> null).configuration();
        return new OnePipeline(configuration.pipelines().stream()
                .filter(pipeline -> pipeline.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    void discard() {
        out = null;
    }

    void writeTo(JsonBuffer buffer) {
        out = buffer;
    }

    void run(Event event) {
        passage.begin(event.offset(), event.appendMillis(), true);
        passage.accept(event);
        if (out != null) {
            EventJson.write(event, out);
        }
    }
}
