package ai.genops.pipeline.lookup.table;

import org.jspecify.annotations.Nullable;

/// Numbers by their bits, for columns with too many distinct ones to number them. `written` is kept only where the
/// file writes some otherwise than they read back (`10.00`), or leaves some out.
final class Numbers implements Column {
    private final long[] bits;
    private final boolean whole;
    private final @Nullable Texts written;

    Numbers(long[] bits, boolean whole, @Nullable Texts written) {
        this.bits = bits;
        this.whole = whole;
        this.written = written;
    }

    @Override
    public @Nullable Object value(int row) {
        if (written != null && written.length(row) == 0) {
            return null;
        }
        return whole ? (Object) Long.valueOf(bits[row]) : Double.valueOf(Double.longBitsToDouble(bits[row]));
    }

    @Override
    public String text(int row) {
        return written != null ? written.text(row) : NumberText.of(whole, bits[row]);
    }

    @Override
    public long bytes() {
        return 8L * bits.length + (written == null ? 0 : written.bytes());
    }
}
