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
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.engine.Passage;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.Stage;
import ai.genops.pipeline.lookup.LookupTables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A pipeline `bench` with memories in one reading of a log, and what comes out of it. At any place it can be saved,
/// and another goes on that knows only what was saved.
final class Bench {
    /// What came out, as JSON, in its order.
    final List<String> out = new ArrayList<>();
    /// Of that, what the processors made.
    final List<String> made = new ArrayList<>();

    /// Which of what came out destinations that take a sample are shown.
    final List<Boolean> sampled = new ArrayList<>();

    final Problems problems = new Problems();
    private final PipelineScope scope =
            new PipelineScope(LookupTables.read(Path.of("none"), List.of(), problems), Surroundings.NONE, problems);
    private final Pipeline pipeline;
    private final List<Memory> memories = new ArrayList<>();
    private final Event event = new Event();
    private final Attributes resource = new Attributes();
    private final JsonBuffer json = new JsonBuffer(1024);
    private Passage passage;
    private long offset = -1;
    private long appendMillis;
    private int ordinal;

    /// An event to come: its time and its attributes.
    record Given(long timeMillis, Map<String, ?> attributes) {}

    /// @param yaml a processor's block, or a list of them
    Bench(String yaml) {
        Yaml read = Objects.requireNonNull(YamlReader.parse(yaml, "bench", problems));
        List<Yaml> blocks = read instanceof Yaml.Sequence list ? list.items() : List.of(read);
        List<Stage> stages = new ArrayList<>();
        for (Yaml block : blocks) {
            var section = Section.of(block, "it", Location.of("bench"), problems, new Secrets(_ -> null));
            stages.add(new Stage("", "", new Watched(ProcessorReaders.read(section, scope)), List.of()));
        }
        stages.add(new Stage("", "", this::keep, List.of()));
        pipeline = new Pipeline("bench", "", List.of(), stages, List.of(), scope.fields(), scope.expressions());
        passage = begin();
    }

    private Passage begin() {
        memories.clear();
        return new Passage(pipeline, List.of());
    }

    private Processor.Verdict keep(Event kept) {
        json.clear();
        EventJson.write(kept, json);
        out.add(json.toString());
        sampled.add(kept.sampled());
        if (kept.isMade()) {
            made.add(json.toString());
        }
        return Processor.Verdict.KEEP;
    }

    /// The log comes to its next record; without events: its time goes on.
    void record(long millis) {
        offset++;
        appendMillis = millis;
        ordinal = 0;
        passage.begin(offset, millis, true);
    }

    /// A record with these events.
    void record(long millis, List<Given> events) {
        record(millis);
        for (Given given : events) {
            Event next = event(Kind.SPAN, "call", given.attributes());
            next.time(given.timeMillis() * 1_000_000, 5_000_000);
            passes(next);
        }
    }

    /// A record with one event.
    Bench event(String name, long appendedMillis, long timeMillis, Map<String, ?> attributes) {
        record(appendedMillis);
        Event next = event(Kind.SPAN, name, attributes);
        next.time(timeMillis * 1_000_000 + offset % 1000, 5_000_000);
        passes(next);
        return this;
    }

    /// The next event of the record, with the record's time; valid until the next is asked for.
    Event event(Kind kind, String name, Map<String, ?> attributes) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        event.receive(kind, "test", text, offset, ordinal++, appendMillis);
        event.name(0, text.length);
        resource.begin(text);
        event.resource(resource);
        attributes.forEach((key, value) -> event.attributes().add(Key.of(key), value));
        return event;
    }

    /// Takes the event through; whether it, or something that was made of it, came out.
    boolean passes(Event taken) {
        int before = out.size();
        passage.accept(taken);
        return out.size() > before;
    }

    /// What the last event has in this field.
    @Nullable
    Object field(String name) {
        return event.field(scope.fields().find(name));
    }

    /// The first of the memories.
    Memory memory() {
        return memories.getFirst();
    }

    /// Problems as they are shown.
    String errors() {
        return String.join(
                "\n", problems.errors().stream().map(Problem::toString).toList());
    }

    /// How often something failed.
    long failures() {
        return scope.expressions().stream().mapToLong(Failures::failures).sum();
    }

    /// The places where something failed, as `sets: last message (count)`.
    List<String> failed() {
        List<String> failed = new ArrayList<>();
        for (Failures place : scope.expressions()) {
            var last = place.lastFailure();
            if (last != null) {
                failed.add(place.sets() + ": " + last.message() + " (" + place.failures() + ")");
            }
        }
        return failed;
    }

    byte[] saved() {
        var bytes = new ByteArrayOutputStream();
        try {
            for (Memory memory : memories) {
                memory.save(new DataOutputStream(bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Goes on with memories that know only what was saved.
    Bench load(byte[] saved) throws IOException {
        passage = begin();
        var in = new DataInputStream(new ByteArrayInputStream(saved));
        for (Memory memory : memories) {
            memory.load(in);
        }
        if (in.read() >= 0) {
            throw new AssertionError("more was saved than loaded");
        }
        return this;
    }

    /// Goes on from what memories of another definition saved; says whether all could use it.
    boolean adopt(byte[] saved) throws IOException {
        passage = begin();
        var in = new DataInputStream(new ByteArrayInputStream(saved));
        for (Memory memory : memories) {
            if (!memory.adopt(in)) {
                return false;
            }
        }
        return true;
    }

    /// Drops everything and goes on from what it saves.
    void restart() throws IOException {
        byte[] saved = saved();
        load(saved);
        if (!Arrays.equals(saved, saved())) {
            throw new AssertionError("what was loaded is saved otherwise");
        }
    }

    /// A processor whose memories the bench knows, too.
    private final class Watched implements Processor {
        private final Processor processor;

        Watched(Processor processor) {
            this.processor = processor;
        }

        @Override
        public Verdict apply(Event applied) {
            return processor.apply(applied);
        }

        @Override
        public @Nullable Splitter splitter() {
            return processor.splitter();
        }

        @Override
        public Processor in(Reading reading) {
            return processor.in(new Reading() {
                @Override
                public Emitter emitter() {
                    return reading.emitter();
                }

                @Override
                public void remembers(Memory memory) {
                    memories.add(memory);
                    reading.remembers(memory);
                }
            });
        }
    }
}
