package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.expression.Surroundings;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.lookup.LookupTables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One processor with a memory, fed with records of a log, and what came out of it.
final class Bench implements Reading, Emitter {
    /// The events that the processor made, as JSON, in their order.
    final List<String> made = new ArrayList<>();
    /// The events that it let pass, as JSON.
    final List<String> passed = new ArrayList<>();

    final Problems problems = new Problems();
    final PipelineScope scope =
            new PipelineScope(LookupTables.read(Path.of("none"), List.of(), problems), Surroundings.NONE, problems);
    private final Processor configured;
    private final Event event = new Event();
    private final Event emitted = new Event();
    private Processor processor;
    private @Nullable Memory memory;
    private long offset = -1;
    private long appendMillis;
    private int number;

    /// An event to come: its time and its attributes.
    record Given(long timeMillis, Map<String, ?> attributes) {}

    /// @param yaml the processor's block
    Bench(String yaml) {
        var block = Section.of(
                YamlReader.parse(yaml, "bench", problems),
                "it",
                Location.of("bench"),
                problems,
                new Secrets(_ -> null));
        configured = ProcessorReaders.read(block, scope);
        processor = configured.in(this);
    }

    /// Problems as they are shown, without their hints' lines.
    String errors() {
        return String.join(
                "\n", problems.errors().stream().map(Problem::toString).toList());
    }

    /// How often something failed.
    long failures() {
        return scope.expressions().stream().mapToLong(Failures::failures).sum();
    }

    /// A record of the log with these events.
    void record(long millis, List<Given> events) {
        offset++;
        appendMillis = millis;
        number = 0;
        memory().advance(millis);
        for (int i = 0; i < events.size(); i++) {
            byte[] name = "call".getBytes(StandardCharsets.UTF_8);
            event.receive(Kind.SPAN, "input", name, offset, i, millis);
            event.name(0, name.length);
            event.time(events.get(i).timeMillis() * 1_000_000, 5_000_000);
            var resource = new Attributes();
            resource.begin(name);
            event.resource(resource);
            events.get(i)
                    .attributes()
                    .forEach((key, value) -> event.attributes().add(Key.of(key), value));
            event.enter("bench", scope.fields());
            if (processor.apply(event) == Processor.Verdict.KEEP) {
                passed.add(json(event));
            }
        }
    }

    /// An empty record: the log's time goes on.
    void advance(long millis) {
        record(millis, List.of());
    }

    Memory memory() {
        return Objects.requireNonNull(memory);
    }

    byte[] save() throws IOException {
        var bytes = new ByteArrayOutputStream();
        memory().save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    void load(byte[] saved) throws IOException {
        processor = configured.in(this);
        var in = new DataInputStream(new ByteArrayInputStream(saved));
        memory().load(in);
        if (in.read() >= 0) {
            throw new AssertionError("it has not read all it saved");
        }
    }

    /// Goes on with a memory that loaded what this one saved.
    void restart() throws IOException {
        byte[] saved = save();
        load(saved);
        if (!Arrays.equals(saved, save())) {
            throw new AssertionError("what was loaded is saved otherwise");
        }
    }

    @Override
    public Emitter emitter() {
        return this;
    }

    @Override
    public void remembers(Memory remembering) {
        memory = remembering;
    }

    @Override
    public Event make(Kind kind, String name) {
        emitted.make(kind, "bench", offset, number++, appendMillis);
        emitted.enter("bench", scope.fields());
        emitted.showName(name);
        return emitted;
    }

    @Override
    public void emit() {
        made.add(json(emitted));
    }

    private static String json(Event event) {
        var json = new JsonBuffer(256);
        EventJson.write(event, json);
        return json.toString();
    }
}
