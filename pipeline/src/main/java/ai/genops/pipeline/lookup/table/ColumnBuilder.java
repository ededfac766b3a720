package ai.genops.pipeline.lookup.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Takes a column's values as text, and decides at the end how they are best kept: numbered if they are few, as numbers
/// if all are, else as text.
final class ColumnBuilder {
    private static final long MOST_EXACT = 1L << 53;

    private byte[] utf8 = new byte[64];
    private int[] ends = new int[16];
    private int used;
    private int rows;
    private boolean numbers = true;
    private boolean whole = true;
    private boolean booleans = true;
    private boolean big;
    /// Whether some value is absent or would be written otherwise.
    private boolean keepWritten;

    /// A value whose type the file does not say: a number, if all of the column read as one.
    void untyped(String text) throws IOException {
        booleans &= text.isEmpty();
        if (text.isEmpty()) {
            keepWritten = true;
        } else if (numbers) {
            number(text);
        }
        append(text);
    }

    void text(String text) throws IOException {
        if (!text.isEmpty()) {
            numbers = false;
            booleans = false;
        }
        append(text);
    }

    void bool(boolean value) throws IOException {
        numbers = false;
        append(Boolean.toString(value));
    }

    void absent() throws IOException {
        keepWritten = true;
        append("");
    }

    int rows() {
        return rows;
    }

    Column finish() {
        Texts texts = new Texts(Arrays.copyOf(utf8, used), Arrays.copyOf(ends, rows));
        utf8 = new byte[0];
        ends = new int[0];
        // A whole number beyond 2^53 beside fractions would lose digits as a double: then they stay text.
        boolean asNumbers = numbers && (whole || !big);
        Coded coded = new Dictionary(texts).code(text -> value(text, asNumbers));
        if (coded != null) {
            return coded;
        }
        return asNumbers ? numbers(texts) : texts;
    }

    private @Nullable Object value(String text, boolean asNumbers) {
        if (text.isEmpty()) {
            return null;
        }
        if (asNumbers) {
            return whole ? (Object) Long.valueOf(text) : Double.valueOf(text);
        }
        return booleans ? (Object) Boolean.valueOf(text) : text;
    }

    private Numbers numbers(Texts texts) {
        long[] bits = new long[rows];
        for (int row = 0; row < rows; row++) {
            bits[row] = texts.length(row) == 0 ? 0 : NumberText.bits(whole, texts.text(row));
            keepWritten |= !NumberText.of(whole, bits[row]).equals(texts.text(row));
        }
        return new Numbers(bits, whole, keepWritten ? texts : null);
    }

    private void number(String text) {
        if (!NumberText.isNumber(text)) {
            numbers = false;
        } else if (!NumberText.isWhole(text)) {
            whole = false;
        } else {
            big |= Math.abs(Long.parseLong(text)) > MOST_EXACT;
        }
    }

    private void append(String text) throws IOException {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        if (value.length > Integer.MAX_VALUE - 64 - used) {
            throw new IOException("a column holds more than 2 GB of text");
        }
        if (used + value.length > utf8.length) {
            utf8 = Arrays.copyOf(
                    utf8, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(2L * utf8.length, used + value.length)));
        }
        System.arraycopy(value, 0, utf8, used, value.length);
        used += value.length;
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows++] = used;
    }
}
