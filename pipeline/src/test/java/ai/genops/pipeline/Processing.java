package ai.genops.pipeline;

import ai.genops.event.Event;
import ai.genops.expression.Surroundings;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.engine.Passage;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.engine.Stage;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.PipelineScope;
import ai.genops.pipeline.processor.ProcessorReaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A pipeline of processors alone, with what came out of it.
final class Processing {
    static final Map<String, String> SECRETS = Map.of("MASK_KEY", "an example key of 32 characters!");

    final Problems problems = new Problems();
    final Captured out = new Captured("out", "lake");
    final Pipeline pipeline;
    final Passage passage;

    /// @param yaml a block with `processors`
    Processing(String yaml) {
        this(yaml, Path.of("../config/lookups"));
    }

    Processing(String yaml, Path lookups) {
        var secrets = new Secrets(SECRETS::get);
        var block = Section.of(
                YamlReader.parse(yaml, "pipeline", problems), "it", Location.of("pipeline"), problems, secrets);
        var scope = new PipelineScope(LookupTables.read(lookups, List.of(), problems), Surroundings.NONE, problems);
        scope.bareNames(block);
        List<Stage> stages = new ArrayList<>();
        block.sections("processors")
                .forEach(section -> stages.add(new Stage("", "", ProcessorReaders.read(section, scope), List.of())));
        var edge = new RouteEdge(
                "out",
                out,
                Condition.ALWAYS,
                Destination.Takes.ALL,
                out.bind(new Route("test", "out", block, scope.scope())));
        pipeline = new Pipeline(
                "test", "", List.of(), List.copyOf(stages), List.of(edge), scope.fields(), scope.expressions());
        passage = new Passage(pipeline, pipeline.routes());
    }

    /// Takes the events, written as YAML, through.
    Processing with(String events) {
        TestEvents.each(events, this::take);
        return this;
    }

    /// Takes an event through.
    void take(Event event) {
        passage.begin(event.offset(), event.appendMillis(), true);
        passage.accept(event);
    }

    /// The events that came out, one JSON object a line.
    String lines() {
        return String.join("\n", out.lines).replaceAll("(?m)^out ", "") + "\n";
    }

    /// Problems as they are shown, and how often each place failed.
    String remarks() {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems.all()) {
            text.append(problem).append('\n');
        }
        pipeline.expressions().forEach(place -> {
            var last = place.lastFailure();
            if (last != null) {
                text.append("%s failed %d times: %s%n".formatted(place.sets(), place.failures(), last.message()));
            }
        });
        return text.toString();
    }
}
