package ai.genops.pipeline.processor;

import java.util.function.Function;

/// A processor with a memory, as it is configured: it works in a [Reading] only.
///
/// @param begin makes a memory that has seen nothing yet
public record Remembering(Function<Emitter, Memory> begin) implements Processor {
    @Override
    public Processor in(Reading reading) {
        Memory memory = begin.apply(reading.emitter());
        reading.remembers(memory);
        return memory;
    }

    @Override
    public Verdict apply(ai.genops.event.Event event) {
        throw new IllegalStateException("a processor with a memory works in a reading only");
    }
}
