package ai.genops.pipeline.lookup.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Texts one after the other in one array of UTF-8; an empty one is absent.
final class Texts implements Column {
    private final byte[] utf8;
    private final int[] ends;

    Texts(byte[] utf8, int[] ends) {
        this.utf8 = utf8;
        this.ends = ends;
    }

    @Override
    public @Nullable Object value(int row) {
        return length(row) == 0 ? null : text(row);
    }

    @Override
    public String text(int row) {
        return new String(utf8, start(row), length(row), StandardCharsets.UTF_8);
    }

    @Override
    public long bytes() {
        return utf8.length + 4L * ends.length;
    }

    byte[] utf8() {
        return utf8;
    }

    int size() {
        return ends.length;
    }

    int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    int length(int row) {
        return ends[row] - start(row);
    }

    boolean same(int row, int other) {
        return Arrays.equals(utf8, start(row), ends[row], utf8, start(other), ends[other]);
    }

    int hash(int row) {
        int hash = 1;
        for (int i = start(row); i < ends[row]; i++) {
            hash = 31 * hash + utf8[i];
        }
        return hash ^ (hash >>> 16);
    }
}
