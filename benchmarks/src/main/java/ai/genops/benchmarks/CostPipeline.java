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

/// The shipped cost pipeline, leading to a buffer or nowhere.
final class CostPipeline {
    private static final String ID = "genops-cost-governance";

    private final Passage passage;
    private @Nullable JsonBuffer out;

    private CostPipeline(Pipeline pipeline) {
        passage = new Passage(pipeline, List.of());
    }

    static CostPipeline none() {
        return new CostPipeline(new Pipeline("", "", List.of(), List.of(), List.of(), new Fields(), List.of()));
    }

    /// Read from `config/`; the benchmarks run from the project's folder.
    static CostPipeline shipped() {
        var options = new ServerOptions(Path.of("."), Path.of("config"), Path.of("target/none"), List.of(), 0);
        Configuration configuration = ServerPlan.read(options, _ -> null).configuration();
        return new CostPipeline(configuration.pipelines().stream()
                .filter(pipeline -> pipeline.id().equals(ID))
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
