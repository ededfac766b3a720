package ai.genops.pipeline.lookup.match;

import java.util.Arrays;

/// From when, and until before when, each row is valid: nanoseconds since 1970, UTC. A row that does not say is always
/// valid. With no arrays, all are.
public final class Validity {
    public static final Validity ALWAYS = new Validity(new long[0], new long[0]);
    private final long[] from;
    private final long[] until;

    private Validity(long[] from, long[] until) {
        this.from = from;
        this.until = until;
    }

    /// By row; whoever made it may set them until an index is made.
    public long[] from() {
        return from;
    }

    public long[] until() {
        return until;
    }

    /// All rows without bounds, to be set.
    public static Validity of(int rows) {
        var validity = new Validity(new long[rows], new long[rows]);
        Arrays.fill(validity.from, Long.MIN_VALUE);
        Arrays.fill(validity.until, Long.MAX_VALUE);
        return validity;
    }

    boolean isDated() {
        return from.length > 0;
    }

    boolean holds(int row, long timeNanos) {
        return from.length == 0 || (from[row] <= timeNanos && timeNanos < until[row]);
    }

    /// When a row begins to be valid.
    long since(int row) {
        return from.length == 0 ? Long.MIN_VALUE : from[row];
    }

    long bytes() {
        return 16L * from.length;
    }
}
