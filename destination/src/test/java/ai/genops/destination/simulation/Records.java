package ai.genops.destination.simulation;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Records of the simulated log, and the events in them: everything about them follows from the record's number.
final class Records {
    static final int MAX_BYTES = 1000;
    static final int MAX_EVENTS = 5;
    private static final int EVENTS = 8;
    private static final Key NUMBER = Key.of("n");

    private Records() {}

    private static int hash(long number, int salt) {
        long mixed = (number * 31 + salt + 1) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 33);
    }

    static int events(long record) {
        return hash(record, 0) % (MAX_EVENTS + 1);
    }

    /// The number of an event, from which its record's follows.
    static long event(long record, int index) {
        return record * EVENTS + index;
    }

    static long record(long event) {
        return event / EVENTS;
    }

    /// What no vendor takes.
    static boolean isPoison(long event) {
        return hash(event, 1) % 17 == 0;
    }

    /// What is too old for those that look.
    static boolean isOld(long event) {
        return hash(event, 2) % 19 == 0;
    }

    /// What cannot be written for a destination.
    static boolean isUnencodable(long event) {
        return hash(event, 3) % 41 == 0;
    }

    static ByteBuffer payload(long record) {
        // Half of them are alike but for their numbers, so that one can stand where another stood.
        int bytes = hash(record, 5) % 2 == 0 ? MAX_BYTES - 50 : 30 + hash(record, 4) % (MAX_BYTES - 30);
        String number = record + " ";
        return ByteBuffer.wrap((number + "x".repeat(bytes - number.length())).getBytes(StandardCharsets.UTF_8));
    }

    /// Reads records, and tells each.
    static final class Reader implements Decoder {
        private final Facts facts;
        private final Event event = new Event();

        Reader(Facts facts) {
            this.facts = facts;
        }

        @Override
        public int decode(long offset, long appendMillis, ByteBuffer payload, Consumer<Event> each)
                throws UndecodableException {
            String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
            int space = text.indexOf(' ');
            if (space < 0) {
                throw new UndecodableException("no record");
            }
            long record = Long.parseLong(text.substring(0, space));
            byte[] bytes = new byte[payload.remaining()];
            payload.duplicate().get(bytes);
            facts.read(offset, record, payload.equals(payload(record)));
            for (int i = 0; i < events(record); i++) {
                event.receive(Kind.LOG, "simulation", bytes, offset, i, appendMillis);
                event.resource(new Attributes());
                event.ids(0, 0, event(record, i), 0);
                event.attributes().addLong(NUMBER, event(record, i));
                each.accept(event);
            }
            return events(record);
        }
    }
}
