package ai.genops.pipeline.processor;

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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Processors with memories in one reading of a log of events, and what comes out of it. It can be closed at any
/// place and opened again, as a server is.
final class LogBench {
    final Problems problems = new Problems();
    /// What came out, as JSON.
    final List<String> out = new ArrayList<>();

    private final PipelineScope scope =
            new PipelineScope(LookupTables.read(Path.of("no"), List.of(), problems), Surroundings.NONE, problems);
    private final List<Processor> configured = new ArrayList<>();
    private final List<Processor> steps = new ArrayList<>();
    private final List<Memory> memories = new ArrayList<>();
    private final Event made = new Event();
    private long offset = -1;
    private int number;
    private long appendMillis;

    /// @param yaml a list of processors
    LogBench(String yaml) {
        var block = Section.of(
                YamlReader.parse("processors:\n" + yaml.indent(2), "it", problems),
                "it",
                Location.of("it"),
                problems,
                new Secrets(_ -> null));
        block.sections("processors").forEach(section -> configured.add(ProcessorReaders.read(section, scope)));
        open();
    }

    private void open() {
        steps.clear();
        memories.clear();
        for (int i = 0; i < configured.size(); i++) {
            steps.add(configured.get(i).in(reading(i + 1)));
        }
    }

    private Reading reading(int next) {
        return new Reading() {
            @Override
            public Emitter emitter() {
                return LogBench.this.emitter(next);
            }

            @Override
            public void remembers(Memory memory) {
                memories.add(memory);
            }
        };
    }

    private Emitter emitter(int next) {
        return new Emitter() {
            @Override
            public Event make(Kind kind, String name) {
                made.make(kind, "in", offset, number++, appendMillis);
                made.enter("audit", scope.fields());
                made.showName(name);
                return made;
            }

            @Override
            public void emit() {
                run(made, next);
            }
        };
    }

    /// A record with one event.
    LogBench event(String name, long appendedMillis, long timeMillis, Map<String, Object> attributes) {
        offset++;
        number = 0;
        appendMillis = appendedMillis;
        memories.forEach(memory -> memory.advance(appendedMillis));
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        var event = new Event();
        event.receive(Kind.SPAN, "in", bytes, offset, 0, appendedMillis);
        event.name(0, bytes.length);
        event.time(timeMillis * 1_000_000 + offset % 1000, 5_000_000);
        attributes.forEach((key, value) -> event.attributes().add(Key.of(key), value));
        event.enter("audit", scope.fields());
        run(event, 0);
        return this;
    }

    private void run(Event event, int first) {
        for (int i = first; i < steps.size(); i++) {
            if (steps.get(i).apply(event) != Verdict.KEEP) {
                return;
            }
        }
        var json = new JsonBuffer(512);
        EventJson.write(event, json);
        out.add(json.toString());
    }

    byte[] saved() {
        try {
            var bytes = new ByteArrayOutputStream();
            for (Memory memory : memories) {
                memory.save(new DataOutputStream(bytes));
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Drops everything and goes on from what is saved.
    LogBench reopen() throws IOException {
        return reopen(saved());
    }

    LogBench reopen(byte[] saved) throws IOException {
        open();
        var in = new DataInputStream(new ByteArrayInputStream(saved));
        for (Memory memory : memories) {
            memory.load(in);
        }
        return this;
    }

    /// The failures that were counted, as `sets: last message (count)`.
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (Failures place : scope.expressions()) {
            var last = place.lastFailure();
            if (last != null) {
                failures.add(place.sets() + ": " + last.message() + " (" + place.failures() + ")");
            }
        }
        return failures;
    }
}
