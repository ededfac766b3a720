package ai.genops.pipeline.lookup.match;

import java.util.Arrays;

/// From when, and until before when, each row is valid: nanoseconds since 1970, UTC. A row that does not say is always
/// valid. With no arrays, all are.
public record Validity(long[] from, long[] until) {
    public static final Validity ALWAYS = new Validity(new long[0], new long[0]);

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
