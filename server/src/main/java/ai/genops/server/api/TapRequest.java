package ai.genops.server.api;

import ai.genops.expression.ExpressionException;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.Stage;
import ai.genops.pipeline.engine.Tap;
import ai.genops.pipeline.engine.TapFilter;
import ai.genops.pipeline.engine.TapPoint;
import ai.genops.pipeline.load.Configuration;
import ai.genops.pipeline.processor.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a viewer asks to see.
///
/// @param at `source`, `after:PROCESSOR` or `destination:ID`
/// @param pipeline the only one to look into; empty for every one that has the place
/// @param filter an expression; empty for all events
record TapRequest(String at, String pipeline, String filter) {
    private static final String AFTER = "after:";
    private static final String TO = "destination:";

    /// The tap.
    /// @throws IllegalArgumentException saying what is wrong and what there is instead
    Tap tap(Configuration configuration) {
        if (at.equals("source")) {
            return new Tap(Map.of(new TapPoint.Source(), source()));
        }
        List<Pipeline> pipelines = pipelines(configuration);
        List<TapPoint> points = at.startsWith(AFTER)
                ? after(at.substring(AFTER.length()), pipelines)
                : at.startsWith(TO) ? to(at.substring(TO.length()), pipelines, configuration) : unknown();
        Map<TapPoint, Condition> wanted = new HashMap<>();
        for (TapPoint point : points) {
            wanted.put(point, condition(point));
        }
        return new Tap(wanted);
    }

    private static List<TapPoint> unknown() {
        throw new IllegalArgumentException("`at` must be source, after:PROCESSOR or destination:ID");
    }

    private List<Pipeline> pipelines(Configuration configuration) {
        List<Pipeline> all = configuration.pipelines();
        if (pipeline.isEmpty()) {
            return all;
        }
        List<Pipeline> wanted =
                all.stream().filter(one -> one.id().equals(pipeline)).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("there is no pipeline `" + pipeline + "`. "
                    + Names.didYouMean(pipeline, all.stream().map(Pipeline::id).toList()));
        }
        return wanted;
    }

    private static List<TapPoint> after(String processor, List<Pipeline> pipelines) {
        List<TapPoint> points = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        boolean runs = false;
        for (Pipeline one : pipelines) {
            List<String> names = one.stages().stream().map(Stage::name).toList();
            known.addAll(names);
            if (names.contains(processor)) {
                points.add(new TapPoint.After(one, processor));
                runs |= one.routes().stream()
                        .anyMatch(route -> route.destination().availability().isReady());
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no processor `" + processor + "`. " + Names.didYouMean(processor, known));
        }
        if (!runs) {
            throw new IllegalArgumentException(
                    "the pipeline of `" + processor
                            + "` does not run, because none of its destinations is configured; `genops try` shows what it would do");
        }
        return points;
    }

    private static List<TapPoint> to(String id, List<Pipeline> pipelines, Configuration configuration) {
        Destination destination = configuration.destinations().get(id);
        if (destination == null) {
            throw new IllegalArgumentException("there is no destination `" + id + "`. "
                    + Names.didYouMean(id, configuration.destinations().keySet()));
        }
        if (!destination.availability().isReady()) {
            throw new IllegalArgumentException("nothing goes to `" + id + "`: "
                    + destination.availability().text() + "; `genops try` shows what would");
        }
        List<TapPoint> points = new ArrayList<>();
        for (Pipeline one : pipelines) {
            if (one.routes().stream().anyMatch(route -> route.destination().id().equals(id))) {
                points.add(new TapPoint.To(one, id));
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException("no route leads to `" + id + "` from there");
        }
        return points;
    }

    private Condition source() {
        try {
            return TapFilter.atSource(filter);
        } catch (ExpressionException e) {
            throw refused(e);
        }
    }

    private Condition condition(TapPoint point) {
        try {
            return switch (point) {
                case TapPoint.Source _ -> TapFilter.atSource(filter);
                case TapPoint.After(Pipeline inside, var _) -> TapFilter.inside(inside, filter);
                case TapPoint.To(Pipeline inside, var _) -> TapFilter.inside(inside, filter);
            };
        } catch (ExpressionException e) {
            throw refused(e);
        }
    }

    private IllegalArgumentException refused(ExpressionException e) {
        StringBuilder text = new StringBuilder("the filter cannot be used:");
        e.problems().forEach(problem -> text.append('\n').append(problem.render(filter)));
        return new IllegalArgumentException(text.toString());
    }
}
