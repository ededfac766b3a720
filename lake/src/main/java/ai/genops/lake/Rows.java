package ai.genops.lake;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Rows of one dataset on their way into its table, column by column. Filled by one thread, then read by another.
final class Rows {
    /// Text columns, in the order of the table.
    enum Text {
        KIND(0),
        NAME(1),
        TRACE_ID(2),
        SPAN_ID(3),
        PARENT_SPAN_ID(4),
        STATUS(5),
        HOST(6),
        SOURCE(7),
        SOURCETYPE(8),
        PIPELINE(9),
        FIELDS(10),
        EVENTS(11);

        /// Its place among the text columns.
        final int place;

        Text(int place) {
            this.place = place;
        }
    }

    static final Text[] TEXTS = Text.values();
    /// What a row costs beyond its texts: the numbers, and the references and headers of the texts.
    private static final int ROW_BYTES = 160;

    private final byte[][] @Nullable [] texts = new byte[TEXTS.length][16][];
    private long[] timeMicros = new long[16];
    private long[] indexMicros = new long[16];
    private long[] durationNanos = new long[16];
    private double[] sampleRates = new double[16];
    private long[] offsets = new long[16];
    private int[] ordinals = new int[16];
    private int size;
    private boolean takenOut;
    private final BitSet refused = new BitSet();

    int size() {
        return size;
    }

    /// Adds a row of numbers, its texts null. `durationNanos` below 0: none.
    void add(long timeMicros, long indexMicros, long durationNanos, double sampleRate, long offset, int ordinal) {
        if (size == this.timeMicros.length) {
            grow(size * 2);
        }
        this.timeMicros[size] = timeMicros;
        this.indexMicros[size] = indexMicros;
        this.durationNanos[size] = durationNanos;
        this.sampleRates[size] = sampleRate;
        this.offsets[size] = offset;
        this.ordinals[size] = ordinal;
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Takes out the rows from `from` on, none of which is refused.
    Rows takeOut(int from) {
        Rows taken = new Rows();
        taken.takenOut = true;
        int count = size - from;
        taken.grow(Math.max(count, 16));
        for (int column = 0; column < texts.length; column++) {
            System.arraycopy(texts[column], from, taken.texts[column], 0, count);
            Arrays.fill(texts[column], from, size, null);
        }
        System.arraycopy(timeMicros, from, taken.timeMicros, 0, count);
        System.arraycopy(indexMicros, from, taken.indexMicros, 0, count);
        System.arraycopy(durationNanos, from, taken.durationNanos, 0, count);
        System.arraycopy(sampleRates, from, taken.sampleRates, 0, count);
        System.arraycopy(offsets, from, taken.offsets, 0, count);
        System.arraycopy(ordinals, from, taken.ordinals, 0, count);
        taken.size = count;
        size = from;
        return taken;
    }

    /// Whether its first rows were taken out of others.
    boolean wasTakenOut() {
        return takenOut;
    }

    /// Sets a text, UTF-8, of the row that was added last. It is not copied.
    void text(Text column, byte @Nullable [] utf8) {
        texts[column.place][size - 1] = utf8;
    }

    /// About how much memory the last row holds.
    long lastRowBytes() {
        return rowBytes(size - 1);
    }

    /// About how much memory all rows hold.
    long bytes() {
        long bytes = 0;
        for (int row = 0; row < size; row++) {
            bytes += rowBytes(row);
        }
        return bytes;
    }

    private long rowBytes(int row) {
        long bytes = ROW_BYTES;
        for (byte[] @Nullable [] column : texts) {
            byte[] text = column[row];
            bytes += text == null ? 0 : text.length;
        }
        return bytes;
    }

    long timeMicros(int row) {
        return timeMicros[row];
    }

    long indexMicros(int row) {
        return indexMicros[row];
    }

    long durationNanos(int row) {
        return durationNanos[row];
    }

    double sampleRate(int row) {
        return sampleRates[row];
    }

    long offset(int row) {
        return offsets[row];
    }

    int ordinal(int row) {
        return ordinals[row];
    }

    byte @Nullable [] text(Text column, int row) {
        return texts[column.place][row];
    }

    /// Leaves a row out of every insert from now on: the database will not have it.
    void refuse(int row) {
        refused.set(row);
    }

    int refused() {
        return refused.cardinality();
    }

    /// The first row from `row` on that is not refused; [#size] or more if there is none.
    int nextKept(int row) {
        return refused.nextClearBit(row);
    }

    private void grow(int length) {
        for (int column = 0; column < texts.length; column++) {
            texts[column] = Arrays.copyOf(texts[column], length);
        }
        timeMicros = Arrays.copyOf(timeMicros, length);
        indexMicros = Arrays.copyOf(indexMicros, length);
        durationNanos = Arrays.copyOf(durationNanos, length);
        sampleRates = Arrays.copyOf(sampleRates, length);
        offsets = Arrays.copyOf(offsets, length);
        ordinals = Arrays.copyOf(ordinals, length);
    }
}
