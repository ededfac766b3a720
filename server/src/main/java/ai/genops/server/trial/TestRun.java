package ai.genops.server.trial;

import ai.genops.event.Event;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.engine.Trace;
import ai.genops.pipeline.engine.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs a test: nothing is started and nothing sent, and the same file gives the same every time.
public final class TestRun {
    private TestRun() {}

    /// What came of a test.
    ///
    /// @param arrived the events that each destination is given, by its id
    public record Result(
            TestFile file,
            TestCase test,
            List<Difference> differences,
            Map<String, List<Map<String, @Nullable Object>>> arrived,
            long nanos) {
        public boolean passed() {
            return differences.isEmpty();
        }
    }

    /// Takes the events of a test through its pipeline and compares what comes of them.
    ///
    /// @param nanoTime a clock that only goes forward
    public static Result run(TestFile file, TestCase test, java.util.function.LongSupplier nanoTime) {
        long started = nanoTime.getAsLong();
        Map<String, List<Map<String, @Nullable Object>>> arrived = new LinkedHashMap<>();
        for (RouteEdge route : file.pipeline().routes()) {
            arrived.put(route.destination().id(), new ArrayList<>());
        }
        var comparison = new Comparison(test.ignore());
        var tracer = new Tracer(file.pipeline());
        for (int i = 0; i < test.given().size(); i++) {
            Event event = TestFile.event(test.given().get(i), i);
            Trace trace = tracer.of(event);
            trace.allExits().forEach(exit -> add(exit, arrived));
            if (test.dropped() && trace.passed()) {
                comparison.differs(test.at(), "event " + (i + 1) + " of `given`", "dropped", "came to the routes");
            }
            failures(test, trace, comparison);
        }
        tracer.rest().forEach(made -> made.allExits().forEach(exit -> add(exit, arrived)));
        compare(file.pipeline(), test, arrived, comparison);
        return new Result(file, test, comparison.differences(), arrived, nanoTime.getAsLong() - started);
    }

    private static void failures(TestCase test, Trace trace, Comparison comparison) {
        if (!test.errors()) {
            trace.failures()
                    .forEach(failure -> comparison.differs(
                            test.at(),
                            "the expression of `" + failure.sets() + "` at " + failure.at(),
                            "no error",
                            failure.message()));
        }
    }

    private static void add(Trace.Exit exit, Map<String, List<Map<String, @Nullable Object>>> arrived) {
        if (exit.sends() == null || !(JsonValues.ofText(exit.event()) instanceof Map<?, ?> map)) {
            return;
        }
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        map.forEach((name, value) -> event.put(String.valueOf(name), value));
        event.put(
                "_sent",
                exit.sends().problem().isEmpty()
                        ? JsonValues.ofText(exit.sends().text())
                        : exit.sends().problem());
        List<Map<String, @Nullable Object>> events =
                arrived.get(exit.route().destination().id());
        if (events != null) {
            events.add(event);
        }
    }

    private static void compare(
            Pipeline pipeline,
            TestCase test,
            Map<String, List<Map<String, @Nullable Object>>> arrived,
            Comparison comparison) {
        for (String destination : arrived.keySet()) {
            List<Map<String, @Nullable Object>> events = Objects.requireNonNull(arrived.get(destination));
            Yaml.Sequence expected = test.expected().get(destination);
            if (expected == null && test.match() == TestFile.Match.EXACT && !events.isEmpty()) {
                comparison.differs(test.expectAt(), destination, "", events(events.size()));
            } else if (expected != null) {
                compare(pipeline, test, destination, expected, events, comparison);
            }
        }
    }

    private static void compare(
            Pipeline pipeline,
            TestCase test,
            String destination,
            Yaml.Sequence expected,
            List<Map<String, @Nullable Object>> events,
            Comparison comparison) {
        int wanted = expected.items().size();
        if (wanted != events.size()) {
            comparison.differs(expected.at(), destination, events(wanted), events(events.size()));
        }
        for (int i = 0; i < Math.min(wanted, events.size()); i++) {
            String path = destination + ", event " + (i + 1) + ": ";
            Yaml item = expected.items().get(i);
            comparison.compare(item, events.get(i), path);
            if (test.match() == TestFile.Match.EXACT && item instanceof Yaml.Mapping mapping) {
                unexpected(pipeline, test, mapping, events.get(i), path, comparison);
            }
        }
    }

    private static String events(int count) {
        return count == 1 ? "1 event" : count + " events";
    }

    private static void unexpected(
            Pipeline pipeline,
            TestCase test,
            Yaml.Mapping expected,
            Map<String, @Nullable Object> event,
            String path,
            Comparison comparison) {
        for (String field : pipeline.fields().names()) {
            Object value = event.get(field);
            if (value != null
                    && !expected.members().containsKey(field)
                    && !test.ignore().contains(field)) {
                comparison.differs(expected.at(), path + field, "", Comparison.json(value));
            }
        }
    }
}
