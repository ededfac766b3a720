package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.expression.Surroundings;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.pipeline.lookup.LookupTables;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One step of a pipeline in one reading of a log: records begin, events of them come, and what goes on is kept as
/// JSON.
/// In the middle it can be saved, and another of the same definition goes on from what was saved.
final class RecentBench {
    /// What goes on, and what the step made, in this order.
    final List<String> out = new ArrayList<>();

    private final PipelineScope scope;
    private final Processor definition;
    private final List<Memory> memories = new ArrayList<>();
    private final Event event = new Event();
    private final Attributes resource = new Attributes();
    private final JsonBuffer json = new JsonBuffer(1024);
    private Processor step;
    private long offset = -1;
    private long millis;
    private int ordinal;
    private int made;

    /// @param yaml the block of one processor
    RecentBench(String yaml) {
        var problems = new Problems();
        var block = Section.of(
                YamlReader.parse(yaml, "step", problems), "it", Location.of("step"), problems, new Secrets(_ -> null));
        scope = new PipelineScope(
                LookupTables.read(Path.of("no lookups"), List.of(), problems), Surroundings.NONE, problems);
        definition = ProcessorReaders.read(block, scope);
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(problems.all().toString());
        }
        step = definition.in(new Place());
    }

    /// The log comes to its next record.
    void record(long appendMillis) {
        offset++;
        millis = appendMillis;
        ordinal = 0;
        made = 0;
        memories.forEach(memory -> memory.advance(appendMillis));
    }

    /// The next event of the record, with the record's time; valid until the next is asked for.
    Event event(Kind kind, String name, Map<String, Object> attributes) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        event.receive(kind, "test", text, offset, ordinal++, millis);
        event.name(0, text.length);
        resource.begin(text);
        event.resource(resource);
        attributes.forEach((key, value) -> event.attributes().add(Key.of(key), value));
        event.enter("test", scope.fields());
        return event;
    }

    Verdict apply(Event taken) {
        Verdict verdict = step.apply(taken);
        if (verdict == Verdict.KEEP) {
            keep(taken);
        }
        return verdict;
    }

    /// What the event has in this field.
    @org.jspecify.annotations.Nullable
    Object field(String name) {
        return event.field(scope.fields().find(name));
    }

    long failures() {
        return scope.expressions().stream().mapToLong(Failures::failures).sum();
    }

    byte[] saved() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (Memory memory : memories) {
            memory.save(new DataOutputStream(bytes));
        }
        return bytes.toByteArray();
    }

    /// Goes on with memories that know only what was saved.
    void load(byte[] saved) throws IOException {
        memories.clear();
        step = definition.in(new Place());
        var in = new DataInputStream(new ByteArrayInputStream(saved));
        for (Memory memory : memories) {
            memory.load(in);
        }
        if (in.read() >= 0) {
            throw new IOException("more was saved than loaded");
        }
    }

    void restart() throws IOException {
        load(saved());
    }

    private void keep(Event kept) {
        json.clear();
        EventJson.write(kept, json);
        out.add(json.toString());
    }

    private final class Place implements Reading, Emitter {
        private final Event making = new Event();

        @Override
        public Emitter emitter() {
            return this;
        }

        @Override
        public void remembers(Memory memory) {
            memories.add(memory);
        }

        @Override
        public Event make(Kind kind, String name) {
            making.make(kind, "genops_pipeline", offset, made++, millis);
            making.enter("test", scope.fields());
            making.showName(name);
            return making;
        }

        @Override
        public void emit() {
            keep(making);
        }
    }
}
