package ai.genops.destination.identity;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Route;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Names the events of one route: the same at every attempt, after a restart and at a replay, and different from
/// every other event's, also of other servers that write to the same place. One thread at a time.
///
/// The name is the first half of a SHA-256 over the destination, the pipeline and route, the event's place in the log
/// and the times and ids it arrived with. Those last ones tell apart logs whose offsets are the same: to whoever keeps
/// the first of two equal names, a clash would be a loss.
public final class EventIdentity {
    private final MessageDigest digest;
    private final byte[] way;
    private final ByteBuffer event = ByteBuffer.allocate(8 * Long.BYTES);
    private long offset = -1;
    private int ordinal;
    private int repetition;

    public EventIdentity(String destination, Route route) {
        this(String.join("\0", destination, route.pipeline(), route.name(), "").getBytes(StandardCharsets.UTF_8));
    }

    private EventIdentity(byte[] way) {
        this.way = way;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// One that gives the same names, to the events of other records.
    public EventIdentity another() {
        return new EventIdentity(way);
    }

    /// Writes the next event's name: 32 hex digits, quoted. Events that a pipeline made of one and the same event are
    /// told apart by their order, so every event of the route has to come by.
    public void write(Event next, JsonBuffer out) {
        boolean again = next.offset() == offset && next.ordinal() == ordinal;
        repetition = again ? repetition + 1 : 0;
        offset = next.offset();
        ordinal = next.ordinal();
        event.clear()
                .putLong(offset)
                .putInt(ordinal)
                .putInt(repetition)
                .putLong(next.appendMillis())
                .putLong(next.timeNanos())
                .putLong(next.traceIdHigh())
                .putLong(next.traceIdLow())
                .putLong(next.spanId());
        digest.update(way);
        ByteBuffer name = ByteBuffer.wrap(digest.digest(event.array()));
        out.id(name.getLong(), name.getLong(), true);
    }
}
