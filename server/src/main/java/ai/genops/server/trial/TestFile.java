package ai.genops.server.trial;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A file of tests of one pipeline:
/// ```yaml
/// pipeline: genops-cost-governance
/// match: subset                 # or exact: every field the pipeline set
/// ignore: [audit_id]            # fields that are not compared
/// tests:
///   - name: an expensive call is kept
///     given:
///       - {name: chat, attributes: {genops.cost.total: 12.5}}
///     expect:
///       cribl_lake:
///         - {cost_total: 12.5}
///       s3_cost_bucket: []      # nothing goes there
///   - name: what costs nothing is not let in
///     given: [{name: chat}]
///     dropped: true
/// ```
/// Its problems are those of a configuration: all at once, with their places.
///
/// @param shownAs the file, as problems name it
public record TestFile(Path path, String shownAs, Pipeline pipeline, List<TestCase> tests) {
    /// Events without a time have this one, which stays: 2026-01-01T00:00:00Z.
    static final long WHEN_MILLIS = 1_767_225_600_000L;

    /// How much of an event has to be named.
    public enum Match {
        SUBSET,
        EXACT
    }

    /// Reads a file; null if it is no test of a pipeline that is known.
    static @Nullable TestFile read(Path path, String shownAs, List<Pipeline> pipelines, Problems problems) {
        Yaml yaml = YamlReader.read(path, shownAs, problems);
        if (yaml == null) {
            problems.error(Location.of(shownAs), "there are no tests here", "Write some, or delete the file.");
            return null;
        }
        Section file = Section.of(yaml, "a file of tests", yaml.at(), problems, new Secrets(_ -> null));
        String id = file.text("pipeline");
        Pipeline pipeline = pipelines.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
        if (pipeline == null && !id.isEmpty()) {
            List<String> ids = pipelines.stream().map(Pipeline::id).toList();
            problems.error(
                    file.at("pipeline"), "no enabled pipeline has the id `" + id + "`", Names.didYouMean(id, ids));
        }
        Match match = match(file, Match.SUBSET);
        List<String> ignore = file.texts("ignore");
        List<Section> sections = file.sections("tests");
        problems.require(!sections.isEmpty(), file.at(), "`tests` is missing", "List at least one test.");
        file.finish();
        List<TestCase> tests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            TestCase test = test(section, match, ignore, pipeline);
            tests.add(test);
            problems.require(
                    names.add(test.name()),
                    section.at("name"),
                    "a test with this name is there already",
                    "Rename one.");
        }
        return pipeline == null ? null : new TestFile(path, shownAs, pipeline, List.copyOf(tests));
    }

    private static TestCase test(Section section, Match match, List<String> ignore, @Nullable Pipeline pipeline) {
        String name = section.text("name");
        Match own = match(section, match);
        List<String> ignored = new ArrayList<>(ignore);
        ignored.addAll(section.texts("ignore"));
        boolean dropped = section.flag("dropped", false);
        boolean errors = section.flag("errors", false);
        List<Yaml> given = section.items("given");
        section.problems()
                .require(!given.isEmpty(), section.at(), "`given` is missing", "List the events the test begins with.");
        for (Yaml event : given) {
            check(event, section.problems());
        }
        Map<String, Yaml.Sequence> expected = expected(section, pipeline);
        section.problems()
                .require(
                        !dropped || !section.has("expect"),
                        section.at("expect"),
                        "what is `dropped` goes to no destination",
                        "Keep either `dropped` or `expect`.");
        section.finish();
        return new TestCase(name, section.at(), given, expected, section.at("expect"), own, ignored, dropped, errors);
    }

    private static Match match(Section section, Match otherwise) {
        String text = section.choice(
                "match", otherwise.name().toLowerCase(java.util.Locale.ROOT), List.of("subset", "exact"));
        return Match.valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    /// Whether an event can be made of it; and whether each of its names is one that events have.
    private static void check(Yaml yaml, Problems problems) {
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            problems.error(yaml.at(), "an event must be a mapping of names to values", "");
            return;
        }
        mapping.members().forEach((name, member) -> {
            if (!EventMaker.COMMON.contains(name) && Own.of(Key.of(name)) == null) {
                Set<String> known = new HashSet<>(EventMaker.COMMON);
                Stream.of(Own.values()).map(own -> own.key().name()).forEach(known::add);
                problems.error(
                        member.at(),
                        "`" + name + "` is nothing that events have as they are received",
                        Names.didYouMean(name, known) + " Attributes belong under `attributes`.");
            }
        });
        try {
            event(mapping, 0);
        } catch (IllegalArgumentException e) {
            problems.error(yaml.at(), String.valueOf(e.getMessage()), "");
        }
    }

    static Event event(Yaml yaml, int place) {
        return EventMaker.make(YamlValues.object(yaml), place, WHEN_MILLIS + place);
    }

    private static Map<String, Yaml.Sequence> expected(Section section, @Nullable Pipeline pipeline) {
        Map<String, Yaml.Sequence> expected = new LinkedHashMap<>();
        Section block = section.section("expect");
        Set<String> destinations = new HashSet<>();
        if (pipeline != null) {
            for (RouteEdge route : pipeline.routes()) {
                destinations.add(route.destination().id());
            }
        }
        for (String id : block.keys()) {
            Yaml value = block.find(id);
            if (pipeline != null && !destinations.contains(id)) {
                section.problems()
                        .error(
                                block.at(id),
                                "no route of the pipeline leads to `" + id + "`",
                                Names.didYouMean(id, destinations));
            }
            List<Yaml> events = value == null ? List.of() : block.items(id);
            for (Yaml event : events) {
                section.problems().require(event instanceof Yaml.Mapping, event.at(), "an event must be a mapping", "");
            }
            expected.put(id, new Yaml.Sequence(block.at(id), events));
        }
        return expected;
    }
}
