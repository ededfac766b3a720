package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import ai.genops.expression.Surroundings;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.lookup.LookupTables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs every example of docs/lookups.md: files under their names, processors, and what they make of events.
class LookupDocsTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?:`(lookups/[^`]+)`\\n)?```(csv|json|yaml|text)\\n(.*?)```\\n", Pattern.DOTALL);

    @TempDir
    Path folder;

    private final Problems problems = new Problems();
    private final Secrets secrets = new Secrets(_ -> null);

    private record Example(String processor, String events) {}

    @Test
    void everyExampleDoesWhatItSays() throws IOException {
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(9);
        var config = new ConfigFolder(folder, Overrides.of(List.of(), problems), problems, secrets);
        var tables = LookupTables.read(
                folder.resolve("lookups"), List.copyOf(config.blocks("lookups").values()), problems);
        for (Example example : examples) {
            example.events().lines().forEach(line -> run(example.processor(), line, tables));
        }
        assertThat(problems.all()).isEmpty();
    }

    private List<Example> examples() throws IOException {
        Files.createDirectory(folder.resolve("lookups"));
        for (String database : List.of("GeoLite2-City", "GeoLite2-ASN")) {
            try (InputStream in =
                    Objects.requireNonNull(LookupTables.class.getResourceAsStream(database + "-Test.mmdb"))) {
                Files.copy(in, folder.resolve("lookups").resolve(database + ".mmdb"));
            }
        }
        List<Example> examples = new ArrayList<>();
        String processor = "";
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/lookups.md")));
        while (block.find()) {
            if (block.group(1) != null) {
                Files.writeString(folder.resolve(block.group(1)), block.group(3));
            } else if (block.group(2).equals("yaml")) {
                processor = block.group(3);
            } else {
                examples.add(new Example(processor, block.group(3)));
            }
        }
        return examples;
    }

    private void run(String processor, String line, LookupTables tables) {
        int arrow = line.indexOf(" → ");
        Map<String, Object> given = values(line.substring(0, arrow));
        var scope = new PipelineScope(tables, Surroundings.NONE, problems);
        Event event = new Event();
        event.receive(Kind.SPAN, "", new byte[0], 0, 0, 0);
        Object time = given.remove("_time");
        if (time != null) {
            event.time(Instant.parse((String) time).getEpochSecond() * 1_000_000_000, 0);
        }
        Map<String, Integer> slots = new TreeMap<>();
        given.keySet().forEach(name -> slots.put(name, scope.define(name, Type.ANY, Location.of("docs"))));
        Yaml block = YamlReader.parse(processor, "lookups.md", problems);
        Processor built =
                ProcessorReaders.read(Section.of(block, "it", Location.of("lookups.md"), problems, secrets), scope);
        event.enter("docs", scope.fields());
        slots.forEach((name, slot) -> event.field(slot, given.get(name)));
        built.apply(event);
        assertThat(set(event, given)).as(line).isEqualTo(values(line.substring(arrow + 3)));
    }

    /// The fields the processor set.
    private static Map<String, Object> set(Event event, Map<String, Object> given) {
        Map<String, Object> set = new TreeMap<>();
        for (int slot = 0; slot < event.fields().size(); slot++) {
            String name = event.fields().names().get(slot);
            Object value = event.field(slot);
            if (value != null && !given.containsKey(name)) {
                boolean whole = value instanceof Double number && number == number.longValue();
                set.put(name, whole ? Long.valueOf(((Double) value).longValue()) : value);
            }
        }
        return set;
    }

    private Map<String, Object> values(String flow) {
        Map<String, Object> values = new TreeMap<>();
        Yaml.Mapping mapping = (Yaml.Mapping) Objects.requireNonNull(YamlReader.parse(flow, "lookups.md", problems));
        mapping.members().forEach((name, member) -> {
            Object value = value(member.value());
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static @Nullable Object value(Yaml yaml) {
        return switch (yaml) {
            case Yaml.Scalar scalar -> scalar.value();
            case Yaml.Sequence list ->
                list.items().stream().map(LookupDocsTest::value).toList();
            case Yaml.Mapping _ -> throw new IllegalArgumentException("no objects here");
        };
    }
}
