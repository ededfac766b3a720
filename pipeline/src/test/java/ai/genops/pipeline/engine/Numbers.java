package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import ai.genops.pipeline.Decoder;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// An event for each record that is not empty.
final class Numbers implements Decoder {
    private static final byte[] NOTHING = {};

    private final Event event = new Event();
    private final long slowTo;

    /// @param slowTo the record before which it takes its time
    Numbers(long slowTo) {
        this.slowTo = slowTo;
    }

    @Override
    public int decode(long offset, long appendMillis, ByteBuffer payload, Consumer<Event> each) {
        if (offset < slowTo) {
            LockSupport.parkNanos(2_000_000);
        }
        if (!payload.hasRemaining()) {
            return 0;
        }
        event.receive(Kind.LOG, "test", NOTHING, offset, 0, appendMillis);
        each.accept(event);
        return 1;
    }
}
