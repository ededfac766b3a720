package ai.genops.pipeline.lookup.table;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Numbers the distinct texts of a column in the order they come.
final class Dictionary {
    private final Texts texts;
    /// By hash: the number of a text + 1; 0 is free.
    private final int[] slots = new int[2 * Coded.MOST];
    private int[] firstRows = new int[256];
    private int size;

    Dictionary(Texts texts) {
        this.texts = texts;
    }

    /// Null if there are too many, or so many that each row is hardly shorter than its text.
    @Nullable
    Coded code(Function<String, @Nullable Object> value) {
        char[] codes = new char[texts.size()];
        int most = texts.size() < 4096 ? Coded.MOST : Math.min(Coded.MOST, texts.size() / 4);
        for (int row = 0; row < codes.length; row++) {
            int code = number(row);
            if (size > most) {
                return null;
            }
            codes[row] = (char) code;
        }
        return Coded.of(codes, values(value), written());
    }

    private int number(int row) {
        int slot = texts.hash(row) & (slots.length - 1);
        while (slots[slot] != 0) {
            if (texts.same(row, firstRows[slots[slot] - 1])) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        if (size == firstRows.length) {
            firstRows = Arrays.copyOf(firstRows, 2 * size);
        }
        firstRows[size++] = row;
        slots[slot] = size;
        return size - 1;
    }

    private @Nullable Object[] values(Function<String, @Nullable Object> value) {
        @Nullable Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = value.apply(texts.text(firstRows[i]));
        }
        return values;
    }

    private Texts written() {
        int[] ends = new int[size];
        int used = 0;
        for (int i = 0; i < size; i++) {
            used += texts.length(firstRows[i]);
            ends[i] = used;
        }
        byte[] utf8 = new byte[used];
        for (int i = 0, to = 0; i < size; to = ends[i++]) {
            System.arraycopy(texts.utf8(), texts.start(firstRows[i]), utf8, to, ends[i] - to);
        }
        return new Texts(utf8, ends);
    }
}
