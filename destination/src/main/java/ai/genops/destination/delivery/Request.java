package ai.genops.destination.delivery;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Some events of a batch, sent together, in the order of the log. Valid during the call it is passed to.
public final class Request {
    private final Batch batch;
    /// Their places in the batch, ascending.
    private final int[] places;
    private final boolean sentAgain;

    private Request(Batch batch, int[] places, boolean sentAgain) {
        this.batch = batch;
        this.places = places;
        this.sentAgain = sentAgain;
    }

    static Request of(Batch batch, int from, int to) {
        return new Request(batch, IntStream.range(from, to).toArray(), false);
    }

    /// Dead letters that are sent again.
    static Request again(Batch batch, int[] places) {
        return new Request(batch, places, true);
    }

    /// Whether these are dead letters: then they come out of the order of the log, long after what followed them.
    public boolean isSentAgain() {
        return sentAgain;
    }

    public int events() {
        return places.length;
    }

    public int bytes() {
        int bytes = 0;
        for (int place : places) {
            bytes += batch.end(place + 1) - batch.end(place);
        }
        return bytes;
    }

    /// All events, one after the other as they were encoded.
    public ByteBuffer body() {
        int first = places[0];
        int last = places[places.length - 1];
        if (last - first == places.length - 1) {
            return slice(first, last + 1);
        }
        ByteBuffer together = ByteBuffer.allocate(bytes());
        for (int place : places) {
            together.put(slice(place, place + 1));
        }
        return together.flip();
    }

    /// One event, counted from 0.
    public ByteBuffer event(int index) {
        return slice(places[index], places[index] + 1);
    }

    /// The place in its batch of an event, both counted from 0.
    public int place(int index) {
        return places[index];
    }

    /// Offset of the first log record of its batch.
    public long firstOffset() {
        return batch.first();
    }

    /// Offset after the last log record of its batch.
    public long nextOffset() {
        return batch.next();
    }

    /// When its batch was put together, in milliseconds since 1970: the same at every attempt, and, for a transport
    /// that [Transport#keepsBatches], after a restart.
    public long batchMillis() {
        return batch.closedMillis();
    }

    /// Names exactly these events, the same at every attempt that sends exactly these: the batch's offsets and the
    /// places in it, `7000-7100.0-99`.
    public String id() {
        String places = this.places[0] + "-" + this.places[this.places.length - 1];
        boolean gaps = this.places[this.places.length - 1] - this.places[0] >= this.places.length;
        String which = gaps ? "." + Integer.toHexString(Arrays.hashCode(this.places)) : "";
        return batch.first() + "-" + batch.next() + "." + places + which;
    }

    /// Those of its events whose index, counted from 0, is chosen.
    Request only(IntPredicate chosen) {
        int[] those = IntStream.range(0, places.length)
                .filter(chosen)
                .map(i -> places[i])
                .toArray();
        return new Request(batch, those, sentAgain);
    }

    Request firstHalf() {
        return only(i -> i < events() / 2);
    }

    Request secondHalf() {
        return only(i -> i >= events() / 2);
    }

    private ByteBuffer slice(int from, int to) {
        int start = batch.end(from);
        return batch.body().view().slice(start, batch.end(to) - start);
    }
}
