package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.pipeline.processor.parse.TextParser;
import ai.genops.pipeline.processor.parse.UnparsableException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a text apart into fields, attributes, or one field that holds all. A text that is not of the format changes
/// nothing and is counted.
record Parse(Value source, TextParser parser, Target target, Failures failures) implements Processor {
    /// Where the values go.
    sealed interface Target {
        /// Those of some names to fields.
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record FieldsOf(String[] names, int[] slots) implements Target {}

        /// All to attributes, under a prefix.
        record AttributesUnder(String prefix) implements Target {}

        /// All as one object.
        record Whole(int slot) implements Target {}
    }

    @Override
    public Verdict apply(Event event) {
        Object text = source.of(event);
        if (text != null) {
            try {
                put(event, parsed(text));
            } catch (UnparsableException e) {
                failures.failed(event, "the text " + e.getMessage());
            }
        }
        return Verdict.KEEP;
    }

    private Map<?, ?> parsed(Object text) throws UnparsableException {
        return switch (text) {
            case String string -> parser.parse(string);
            case Map<?, ?> map -> map;
            default -> throw new UnparsableException("is no text");
        };
    }

    private void put(Event event, Map<?, ?> values) {
        switch (target) {
            case Target.FieldsOf(String[] names, int[] slots) -> {
                for (int i = 0; i < names.length; i++) {
                    event.field(slots[i], values.get(names[i]));
                }
            }
            case Target.AttributesUnder(String prefix) ->
                values.forEach((name, value) -> set(event, prefix + name, value));
            case Target.Whole(int slot) -> event.field(slot, values);
        }
    }

    private static void set(Event event, String name, @Nullable Object value) {
        if (value != null) {
            event.attributes().set(Key.of(name), value);
        }
    }
}
