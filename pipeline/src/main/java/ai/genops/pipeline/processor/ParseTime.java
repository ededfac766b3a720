package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Numbers;
import ai.genops.pipeline.processor.parse.Timestamps;
import ai.genops.pipeline.processor.parse.UnparsableException;

/// Sets a field to the time that a text or number says, in seconds since 1970. What is no time is counted.
record ParseTime(Value source, Timestamps timestamps, int slot, Failures failures) implements Processor {
    @Override
    public Verdict apply(Event event) {
        Object value = source.of(event);
        if (value != null) {
            try {
                event.field(slot, timestamps.parse(text(value), event.appendMillis()));
            } catch (UnparsableException e) {
                failures.failed(event, "`" + value + "` " + e.getMessage());
            }
        }
        return Verdict.KEEP;
    }

    private static String text(Object value) {
        return value instanceof Double number ? Numbers.text(number) : value.toString();
    }
}
