package ai.genops.destination.delivery;

import java.nio.ByteBuffer;

/// Some consecutive events of a batch, sent together. Valid during the call it is passed to.
public final class Request {
    private final Batch batch;
    private final int from;
    private final int to;

    Request(Batch batch, int from, int to) {
        this.batch = batch;
        this.from = from;
        this.to = to;
    }

    public int events() {
        return to - from;
    }

    public int bytes() {
        return batch.end(to) - batch.end(from);
    }

    /// All events, one after the other as they were encoded.
    public ByteBuffer body() {
        return slice(from, to);
    }

    /// One event, counted from 0.
    public ByteBuffer event(int index) {
        return slice(from + index, from + index + 1);
    }

    /// Offset of the first log record of its batch.
    public long firstOffset() {
        return batch.first();
    }

    /// Offset after the last log record of its batch.
    public long nextOffset() {
        return batch.next();
    }

    /// The same for every attempt: the batch's offsets and the place in it, `7000-7100.0`.
    public String id() {
        return batch.first() + "-" + batch.next() + "." + from;
    }

    Request firstHalf() {
        return new Request(batch, from, from + events() / 2);
    }

    Request secondHalf() {
        return new Request(batch, from + events() / 2, to);
    }

    private ByteBuffer slice(int from, int to) {
        int start = batch.end(from);
        return batch.body().view().slice(start, batch.end(to) - start);
    }
}
