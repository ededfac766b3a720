package ai.genops.pipeline;

import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.PipelineScope;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.ProcessorReaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads a pipeline's block: its filters, processors and routes, compiled.
final class PipelineReader {
    private final Map<String, Destination> destinations;
    private final LookupTables lookups;
    private final Problems problems;

    PipelineReader(Map<String, Destination> destinations, LookupTables lookups, Problems problems) {
        this.destinations = destinations;
        this.lookups = lookups;
        this.problems = problems;
    }

    /// The pipeline; empty if its block says that it is not enabled. `added` are routes from files of their own.
    Optional<Pipeline> read(String id, Section block, List<Section> added) {
        var scope = new PipelineScope(lookups, problems);
        block.text("id", id);
        String description = block.text("description", "");
        boolean enabled = block.flag("enabled", true);
        List<Condition> filters = filters(block.sections("filters"), scope);
        List<Processor> processors = new ArrayList<>();
        block.sections("processors").forEach(processor -> processors.add(ProcessorReaders.read(processor, scope)));
        List<Section> routes = new ArrayList<>(block.sections("routes"));
        routes.addAll(added);
        block.finish();
        var pipeline = new Pipeline(
                id,
                description,
                filters,
                List.copyOf(processors),
                edges(id, routes, scope),
                scope.fields(),
                scope.expressions());
        return enabled ? Optional.of(pipeline) : Optional.empty();
    }

    /// The pipeline of events as received: only routes.
    Pipeline asReceived(List<Section> routes) {
        var scope = new PipelineScope(lookups, problems);
        List<RouteEdge> edges = edges("", routes, scope);
        return new Pipeline("", "Events as received", List.of(), List.of(), edges, scope.fields(), scope.expressions());
    }

    private static List<Condition> filters(List<Section> sections, PipelineScope scope) {
        List<Condition> filters = new ArrayList<>();
        for (Section section : sections) {
            String name = section.text("name", "filter");
            section.text("description", "");
            if (section.find("expression") instanceof Yaml.Scalar source) {
                filters.add(scope.condition(source, name));
            } else {
                section.problems().error(section.at(), "a filter needs an `expression`", "");
            }
            section.finish();
        }
        return List.copyOf(filters);
    }

    private List<RouteEdge> edges(String pipeline, List<Section> routes, PipelineScope scope) {
        List<RouteEdge> edges = new ArrayList<>();
        Map<String, Section> names = new HashMap<>();
        for (Section route : routes) {
            String name = route.has("name") ? route.text("name") : route.text("id");
            Section first = names.putIfAbsent(name, route);
            if (first != null) {
                problems.error(
                        route.at("name"),
                        "the route `" + name + "` is there already, at " + first.at(),
                        "Give one of the two another name.");
            }
            edge(pipeline, name, route, scope).ifPresent(edges::add);
        }
        return List.copyOf(edges);
    }

    private Optional<RouteEdge> edge(String pipeline, String name, Section route, PipelineScope scope) {
        route.text("id", "");
        route.text("pipeline", "");
        route.text("description", "");
        String id = route.text("destination");
        Condition filter = route.find("filter") instanceof Yaml.Scalar source
                ? scope.condition(source, "route " + name)
                : Condition.ALWAYS;
        String takes = route.choice("takes", "", List.of("sampled", "all"));
        Destination destination = destinations.get(id);
        if (destination == null) {
            if (!id.isEmpty()) {
                problems.error(
                        route.at("destination"),
                        "there is no destination `" + id + "`",
                        Names.didYouMean(id, destinations.keySet()) + " Define it in destinations/.");
            }
            return Optional.empty();
        }
        var edge = destination.bind(new Route(pipeline, name, route, scope.scope()));
        Takes which = takes.isEmpty() ? destination.takes() : Takes.valueOf(takes.toUpperCase(Locale.ROOT));
        return Optional.of(new RouteEdge(name, destination, filter, which, edge));
    }
}
