package ai.genops.pipeline.load;

import ai.genops.event.Event;
import ai.genops.expression.Surroundings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.engine.Stage;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Failures;
import ai.genops.pipeline.processor.PipelineScope;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.ProcessorReaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads a pipeline's block: its filters, processors and routes, compiled.
final class PipelineReader {
    private final Map<String, Destination> destinations;
    private final Predicate<String> broken;
    private final LookupTables lookups;
    private final Surroundings surroundings;
    private final Problems problems;

    /// @param broken the ids of destinations that are missing for a reason that is told already
    PipelineReader(
            Map<String, Destination> destinations,
            Predicate<String> broken,
            LookupTables lookups,
            Surroundings surroundings,
            Problems problems) {
        this.broken = broken;
        this.destinations = destinations;
        this.lookups = lookups;
        this.surroundings = surroundings;
        this.problems = problems;
    }

    /// A pipeline but for what its routes' destinations make of them. A destination's templates may use every name
    /// that some pipeline sets which leads there, so all pipelines have to be read first.
    record Draft(
            String id,
            String description,
            boolean enabled,
            List<Condition> filters,
            List<Stage> stages,
            List<RouteDraft> routes,
            PipelineScope scope) {
        /// The pipeline, with the names by destination that its routes' templates may use besides its own.
        Pipeline complete(Map<String, Set<String>> names) {
            routes.forEach(route ->
                    names.getOrDefault(route.destination().id(), Set.of()).forEach(scope.scope()::allow));
            List<RouteEdge> edges = new ArrayList<>();
            for (RouteDraft route : routes) {
                RouteEdge edge = route.bind(id, scope); // checks the keys of one that is not enabled, too
                if (route.enabled()) {
                    edges.add(edge);
                }
            }
            return new Pipeline(
                    id, description, filters, stages, List.copyOf(edges), scope.fields(), scope.expressions());
        }
    }

    /// A route, its filter compiled.
    record RouteDraft(
            String name, Destination destination, Condition filter, String takes, boolean enabled, Section options) {
        RouteEdge bind(String pipeline, PipelineScope scope) {
            var edge = destination.bind(new Route(pipeline, name, options, scope.scope()));
            Takes which = takes.isEmpty() ? destination.takes() : Takes.valueOf(takes.toUpperCase(Locale.ROOT));
            return new RouteEdge(name, destination, filter, which, edge);
        }
    }

    /// @param gates what has to hold before the pipeline's own filters are asked
    /// @param added routes from files of their own
    Draft read(String id, Section block, List<Condition> gates, List<Way> added) {
        PipelineScope scope = newScope();
        block.text("id", id);
        String description = block.text("description", "");
        boolean enabled = block.flag("enabled", true);
        scope.bareNames(block);
        List<Condition> filters = new ArrayList<>(gates);
        filters.addAll(filters(block.sections("filters"), scope));
        List<Stage> stages = new ArrayList<>();
        List<Section> processors = block.sections("processors");
        for (Section processor : processors) {
            stages.add(stage(processor, stages.size() + 1, scope));
        }
        Lint.behindTheEnd(processors);
        List<Way> routes =
                new ArrayList<>(block.sections("routes").stream().map(Way::open).toList());
        routes.addAll(added);
        block.finish();
        if (enabled) {
            Lint.routes(block, routes);
        }
        return new Draft(
                id, description, enabled, List.copyOf(filters), List.copyOf(stages), routes(routes, scope), scope);
    }

    private static Stage stage(Section block, int place, PipelineScope scope) {
        int before = scope.expressions().size();
        Processor processor = ProcessorReaders.read(block, scope);
        List<Failures> all = scope.expressions();
        String type = block.text("type", "");
        String name = block.text("name", "");
        List<Failures> own = all.subList(before, all.size());
        return new Stage(name.isEmpty() ? type + "-" + place : name, type, processor, own, block.fingerprint());
    }

    /// Where nothing is set yet.
    PipelineScope newScope() {
        return new PipelineScope(lookups, surroundings, problems);
    }

    /// The pipeline of events as received: only routes.
    Draft asReceived(PipelineScope scope, List<Way> routes) {
        return new Draft("", "Events as received", true, List.of(), List.of(), routes(routes, scope), scope);
    }

    private static List<Condition> filters(List<Section> sections, PipelineScope scope) {
        List<Condition> filters = new ArrayList<>();
        for (Section section : sections) {
            String name = section.text("name", "filter");
            section.text("description", "");
            if (section.find("expression") instanceof Yaml.Scalar source) {
                filters.add(scope.condition(source, name, "No event enters this pipeline."));
            } else {
                section.problems().error(section.at(), "a filter needs an `expression`", "");
            }
            section.finish();
        }
        return List.copyOf(filters);
    }

    private List<RouteDraft> routes(List<Way> routes, PipelineScope scope) {
        List<RouteDraft> drafts = new ArrayList<>();
        Map<String, Section> names = new HashMap<>();
        for (Way way : routes) {
            Section route = way.route();
            String name = route.has("name") ? route.text("name") : route.text("id");
            Section first = names.putIfAbsent(name, route);
            if (first != null) {
                problems.error(
                        route.at("name"),
                        "the route `" + name + "` is there already, at " + first.at(),
                        "Give one of the two another name.");
            }
            route(name, way, scope).ifPresent(drafts::add);
        }
        return List.copyOf(drafts);
    }

    private Optional<RouteDraft> route(String name, Way way, PipelineScope scope) {
        Section route = way.route();
        route.text("id", "");
        route.text("pipeline", "");
        route.text("description", "");
        String id = route.text("destination");
        Condition filter = route.find("filter") instanceof Yaml.Scalar source
                ? scope.condition(source, "route " + name, "No event takes this route.")
                : Condition.ALWAYS;
        String takes = route.choice("takes", "", List.of("sampled", "all"));
        boolean enabled = route.flag("enabled", true);
        Destination destination = destinations.get(id);
        if (destination == null) {
            route.keys().stream()
                    .filter(key -> id.isEmpty()
                            && Names.didYouMean(key, Set.of("destination")).startsWith("Did"))
                    .forEach(key -> problems.error(
                            route.at(key), "`" + key + "` is not known here", "Did you mean `destination`?"));
            if (!id.isEmpty() && !broken.test(id)) {
                problems.error(
                        route.at("destination"),
                        "there is no destination `" + id + "`",
                        (Names.didYouMean(id, destinations.keySet()) + " Define it in destinations/.").strip());
            }
            return Optional.empty();
        }
        return Optional.of(new RouteDraft(name, destination, both(way.gate(), filter), takes, enabled, route));
    }

    /// A filter alone stays what it is, so that it can be shown with what it reads.
    private static Condition both(Condition gate, Condition filter) {
        boolean open = gate.equals(Condition.ALWAYS);
        if (open || filter.equals(Condition.ALWAYS)) {
            return open ? filter : gate;
        }
        return new Both(gate, filter);
    }

    private record Both(Condition gate, Condition filter) implements Condition {
        @Override
        public boolean test(Event event) {
            return gate.test(event) && filter.test(event);
        }

        @Override
        public Why why(Event event) {
            return gate.test(event) ? filter.why(event) : gate.why(event);
        }
    }
}
