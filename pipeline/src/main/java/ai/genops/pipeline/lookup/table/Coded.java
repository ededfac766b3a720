package ai.genops.pipeline.lookup.table;

import ai.genops.event.Event;
import ai.genops.event.ReadyText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column with few distinct values: each stands once in a dictionary, and a row is its number there, in one byte or
/// two. The values are objects made at the load, so that handing one out makes nothing.
final class Coded implements Column {
    private final byte @Nullable [] narrow;
    private final char @Nullable [] wide;
    private final @Nullable Object[] values;
    private final Texts written;

    Coded(byte @Nullable [] narrow, char @Nullable [] wide, @Nullable Object[] values, Texts written) {
        this.narrow = narrow;
        this.wide = wide;
        this.values = values.length <= MOST_READY ? ready(values) : values;
        this.written = written;
    }

    private static final long OBJECT_BYTES = 24;
    /// What the JSON of a text takes beside its characters: the headers and fields of three objects.
    private static final long READY_BYTES = 72;

    /// The most distinct values.
    static final int MOST = 65_536;
    /// Up to so many, texts are kept with their JSON.
    private static final int MOST_READY = 4096;

    static Coded of(char[] codes, @Nullable Object[] values, Texts written) {
        if (values.length > 256) {
            return new Coded(null, codes, values, written);
        }
        byte[] narrow = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            narrow[i] = (byte) codes[i];
        }
        return new Coded(narrow, null, values, written);
    }

    private static @Nullable Object[] ready(@Nullable Object[] values) {
        return Arrays.stream(values).map(ReadyText::of).toArray();
    }

    @Override
    public @Nullable Object value(int row) {
        Object value = values[code(row)];
        return value instanceof ReadyText ready ? ready.text() : value;
    }

    @Override
    public boolean set(Event event, int slot, int row) {
        Object value = values[code(row)];
        if (value != null) {
            event.field(slot, value);
        }
        return value != null;
    }

    @Override
    public String text(int row) {
        return written.text(code(row));
    }

    /// A value counts with a reference, an object and its text.
    @Override
    public long bytes() {
        long codes = narrow != null ? narrow.length : wide != null ? 2L * wide.length : 0;
        long ready = values.length <= MOST_READY ? written.bytes() + values.length * READY_BYTES : 0;
        return codes + written.bytes() * 2 + values.length * (8 + 2 * OBJECT_BYTES) + ready;
    }

    private int code(int row) {
        return narrow != null ? narrow[row] & 0xFF : wide != null ? wide[row] : 0;
    }
}
