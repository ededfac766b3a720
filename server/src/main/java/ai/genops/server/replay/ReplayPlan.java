package ai.genops.server.replay;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.load.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a replay runs: pipelines and destinations of its own, not started.
record ReplayPlan(List<Pipeline> pipelines, List<Destination> destinations) {
    /// Chooses from a configuration that was read for this replay alone.
    ///
    /// @throws ReplayException with everything that is wrong
    static ReplayPlan of(Configuration own, List<String> destinations, List<String> pipelines) {
        List<String> problems = new ArrayList<>();
        List<Destination> chosen = new ArrayList<>();
        for (String id : new LinkedHashSet<>(destinations)) {
            Destination destination = own.destinations().get(id);
            String problem = problem(id, destination, own);
            if (destination != null && problem.isEmpty()) {
                chosen.add(destination);
            } else {
                problems.add(problem);
            }
        }
        List<Pipeline> through = pipelines(own, pipelines, problems);
        chosen.stream()
                .filter(destination -> !leadsTo(through, destination))
                .forEach(
                        destination -> problems.add("no route of these pipelines leads to `" + destination.id() + "`"));
        if (destinations.isEmpty()) {
            problems.add("no destination is named; these are ready: " + String.join(", ", ready(own)));
        }
        if (!problems.isEmpty()) {
            throw new ReplayException(String.join("\n", problems));
        }
        return new ReplayPlan(through, List.copyOf(chosen));
    }

    private static String problem(String id, @Nullable Destination destination, Configuration own) {
        if (destination == null) {
            return "there is no destination `" + id + "`. "
                    + Names.didYouMean(id, own.destinations().keySet());
        }
        if (!destination.availability().isReady()) {
            return "`" + id + "` takes nothing: " + destination.availability().text();
        }
        String refusal = destination.refusesReplay();
        return refusal.isEmpty() ? "" : "nothing can be replayed to `" + id + "`: " + refusal;
    }

    private static List<Pipeline> pipelines(Configuration own, List<String> wanted, List<String> problems) {
        if (wanted.isEmpty()) {
            return own.pipelines();
        }
        Set<String> ids = new LinkedHashSet<>();
        own.pipelines().forEach(pipeline -> ids.add(name(pipeline)));
        wanted.stream()
                .filter(id -> !ids.contains(id))
                .forEach(id -> problems.add("there is no pipeline `" + id + "`. " + Names.didYouMean(id, ids)));
        return own.pipelines().stream()
                .filter(pipeline -> wanted.contains(name(pipeline)))
                .toList();
    }

    private static String name(Pipeline pipeline) {
        return pipeline.id().isEmpty() ? ReplayRequest.AS_RECEIVED : pipeline.id();
    }

    private static boolean leadsTo(List<Pipeline> pipelines, Destination destination) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.routes().stream())
                .anyMatch(route -> route.destination().id().equals(destination.id()));
    }

    private static List<String> ready(Configuration own) {
        return own.destinations().values().stream()
                .filter(destination -> destination.availability().isReady())
                .map(Destination::id)
                .toList();
    }
}
