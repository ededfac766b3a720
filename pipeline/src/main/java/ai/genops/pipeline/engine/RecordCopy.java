package ai.genops.pipeline.engine;

import ai.genops.log.LogEntry;
import java.nio.ByteBuffer;
import java.util.List;

/// A record of a [Round], and what came of it. Reused: the log's view of a record ends with the next one.
final class RecordCopy {
    private static final int LEAST_BYTES = 1 << 16;

    private byte[] bytes = new byte[LEAST_BYTES];
    private int length;
    private long offset;
    private long appendMillis;
    private int lane;
    private List<RouteEdge.Ended> ended = List.of();

    void of(LogEntry.Stored record) {
        ByteBuffer view = record.payload();
        length = view.remaining();
        if (bytes.length < length) {
            bytes = new byte[Integer.highestOneBit(length) * 2];
        }
        view.get(bytes, 0, length);
        offset = record.sequence();
        appendMillis = record.appendedMillis();
    }

    /// The record was taken through by the lane of this number, whose ways' books say so.
    void takenThrough(int lane, List<RouteEdge.Ended> ended) {
        this.lane = lane;
        this.ended = ended;
    }

    /// What it holds is done with; it keeps no room for more than `most` bytes.
    void clear(int most) {
        length = 0;
        if (bytes.length > most) {
            bytes = new byte[LEAST_BYTES];
        }
    }

    int length() {
        return length;
    }

    /// How many bytes it has room for.
    int capacity() {
        return bytes.length;
    }

    long offset() {
        return offset;
    }

    /// When the log took it, in milliseconds since 1970.
    long appendMillis() {
        return appendMillis;
    }

    ByteBuffer payload() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    int lane() {
        return lane;
    }

    List<RouteEdge.Ended> ended() {
        return ended;
    }
}
