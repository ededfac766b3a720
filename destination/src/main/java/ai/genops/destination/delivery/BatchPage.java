package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination.Page;
import java.util.Arrays;

/// Records' events, encoded ahead of their turn: all in one batch, which is empty again when all are handed
/// over.
final class BatchPage implements Page {
    /// What it keeps room for. Few records are so large; each page may have met one.
    private static final int MOST_KEPT_BYTES = 8 << 20;

    private final Intake intake;
    private Batch batch = newBatch();
    /// How many events there are up to the end of each record, and when its first was appended to the log.
    private int[] ends = new int[4];

    private long[] appendMillis = new long[4];
    private int written;
    private int handedOver;

    BatchPage(Intake intake) {
        this.intake = intake;
        appendMillis[0] = Long.MAX_VALUE;
    }

    void write(Event event, Encoder encoder) {
        batch.add(event, encoder);
        appendMillis[written] = Math.min(appendMillis[written], event.appendMillis());
    }

    @Override
    public void endRecord() {
        ends[written++] = batch.events();
        if (written == ends.length) {
            ends = Arrays.copyOf(ends, written * 2);
            appendMillis = Arrays.copyOf(appendMillis, written * 2);
        }
        appendMillis[written] = Long.MAX_VALUE;
    }

    @Override
    public void handOver() {
        int from = handedOver == 0 ? 0 : ends[handedOver - 1];
        int to = ends[handedOver];
        if (from < to) {
            intake.write(batch, from, to, appendMillis[handedOver]);
        }
        handedOver++;
        if (handedOver == written && to == batch.events()) {
            clear();
        }
    }

    private void clear() {
        handedOver = written = 0;
        appendMillis[0] = Long.MAX_VALUE;
        if (batch.capacity() > MOST_KEPT_BYTES) {
            batch = newBatch();
        } else {
            batch.begin(0);
        }
    }

    /// How many bytes of memory the events have room in.
    int capacity() {
        return batch.capacity();
    }

    private static Batch newBatch() {
        Batch batch = new Batch(1 << 16);
        batch.begin(0);
        return batch;
    }
}
