package ai.genops.destination.console;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// An event for people: its time, what it is, and what its pipeline made of it; as received, its attributes. Values
/// are written as JSON, so no value can steer the terminal.
final class PrettyLine {
    private PrettyLine() {}

    static void write(Event event, JsonBuffer out) {
        Instant time = Instant.ofEpochMilli(event.timeNanos() / 1_000_000);
        out.ascii(time.truncatedTo(ChronoUnit.MILLIS).toString());
        out.raw(' ').ascii(event.kind().label()).raw(' ').text(event.name());
        if (event.pipeline().isEmpty()) {
            attributes(event, out);
        } else {
            out.raw(' ').insideText(event.pipeline());
            fields(event, out);
        }
    }

    private static void fields(Event event, JsonBuffer out) {
        List<String> names = event.fields().names();
        for (int slot = 0; slot < names.size(); slot++) {
            Object value = event.field(slot);
            if (value != null) {
                out.raw(' ').insideText(names.get(slot)).raw('=').value(value);
            }
        }
    }

    private static void attributes(Event event, JsonBuffer out) {
        for (int i = 0; i < event.attributes().size(); i++) {
            out.raw(' ').insideText(event.attributes().key(i).name()).raw('=');
            event.attributes().writeValue(out, i);
        }
    }
}
