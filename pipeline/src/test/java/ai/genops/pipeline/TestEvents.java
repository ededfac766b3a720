package ai.genops.pipeline;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.event.SpanEvent;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.engine.Passage;
import ai.genops.pipeline.engine.Pipeline;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Events written down as YAML.
final class TestEvents {
    static final long APPEND_MILLIS = 1_763_600_000_000L;

    private TestEvents() {}

    /// Takes the events, written as YAML, through pipelines and to their routes.
    static void through(List<Pipeline> pipelines, String yaml) {
        List<Passage> passages = pipelines.stream()
                .map(pipeline -> new Passage(pipeline, pipeline.routes()))
                .toList();
        each(
                yaml,
                event -> passages.forEach(passage -> {
                    passage.begin(event.offset(), event.appendMillis(), true);
                    passage.accept(event);
                }));
    }

    /// Passes each event of the text to `each`, numbered from 0 as records of a log.
    static void each(String yaml, Consumer<Event> each) {
        var problems = new Problems();
        Yaml.Sequence events = (Yaml.Sequence) Objects.requireNonNull(YamlReader.parse(yaml, "events", problems));
        Event event = new Event();
        Attributes resource = new Attributes();
        for (int i = 0; i < events.items().size(); i++) {
            var section = new Section((Yaml.Mapping) events.items().get(i), problems, new Secrets(_ -> null));
            byte[] name = section.text("name").getBytes(StandardCharsets.UTF_8);
            Kind kind = Kind.valueOf(section.text("kind", "span").toUpperCase(java.util.Locale.ROOT));
            event.receive(kind, section.text("input", "genops_otlp_source"), name, i, 0, APPEND_MILLIS + i);
            event.name(0, name.length);
            event.ids(0, section.integer("trace", 1000 + i, 0, 100_000), i + 1, 0);
            event.time((APPEND_MILLIS + i) * 1_000_000, 5_000_000);
            resource.begin(name);
            fill(resource, section.find("resource"));
            event.resource(resource);
            fill(event.attributes(), section.find("attributes"));
            fill(event.own(), section.find("own"));
            if (section.find("events") instanceof Yaml.Sequence inside) {
                event.events(inside.items().stream().map(TestEvents::spanEvent).toList());
            }
            each.accept(event);
        }
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(problems.all().toString());
        }
    }

    private static void fill(Attributes attributes, @org.jspecify.annotations.Nullable Yaml values) {
        if (values instanceof Yaml.Mapping mapping) {
            mapping.members().forEach((name, member) -> attributes.add(Key.of(name), value(member.value())));
        }
    }

    private static Object value(Yaml yaml) {
        return switch (yaml) {
            case Yaml.Scalar scalar -> Objects.requireNonNull(scalar.value());
            case Yaml.Sequence list ->
                List.copyOf(list.items().stream().map(TestEvents::value).toList());
            case Yaml.Mapping mapping -> {
                Map<String, Object> values = new LinkedHashMap<>();
                mapping.members().forEach((name, member) -> values.put(name, value(member.value())));
                yield values;
            }
        };
    }

    private static SpanEvent spanEvent(Yaml yaml) {
        Map<?, ?> values = (Map<?, ?>) value(yaml);
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (values.get("attributes") instanceof Map<?, ?> inside) {
            inside.forEach((name, value) -> attributes.put(name.toString(), value));
        }
        return new SpanEvent(String.valueOf(values.get("name")), APPEND_MILLIS * 1_000_000, attributes);
    }
}
