package ai.genops.destination;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.pipeline.Destination;
import java.util.function.LongFunction;

/// Events as a feed offers them: each a record of its own, numbered by its offset.
public final class Sample {
    private Sample() {}

    public static Event event(long offset, Fields fields) {
        Event event = new Event();
        event.receive(Kind.SPAN, "in", new byte[0], offset, 0, 1_763_600_000_000L);
        event.resource(new Attributes());
        event.attributes().addLong(Key.of("n"), offset);
        event.enter("test", fields);
        return event;
    }

    /// Offers the records from `from` to before `to`, waiting while the destination is not ready.
    public static void feed(Destination destination, Destination.Edge edge, long from, long to) {
        feed(destination, edge, from, to, offset -> event(offset, new Fields()));
    }

    public static void feed(
            Destination destination, Destination.Edge edge, long from, long to, LongFunction<Event> event) {
        for (long offset = from; offset < to; offset++) {
            while (!destination.ready()) {
                pause();
            }
            edge.write(event.apply(offset));
            destination.passed(offset + 1);
        }
    }

    public static void awaitCommitted(Destination destination, long offset) {
        for (int i = 0; i < 2000 && destination.committed() < offset; i++) {
            pause();
        }
        if (destination.committed() < offset) {
            throw new AssertionError(
                    "committed " + destination.committed() + " of " + offset + ": " + destination.stats());
        }
    }

    public static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
