package ai.genops.pipeline.lookup.match;

/// Rows that share a key: each leads to the next in the order of the file. Of those that are valid the one counts that
/// became so last, since a newer price replaces an older; of several such the first or the last, as chosen.
final class Rows {
    private final int[] next;
    private final Validity validity;
    private final boolean last;
    private final boolean longest;

    /// @param next the row after each with its key, or -1; empty if no two rows share a key
    Rows(int[] next, Validity validity, Choice choice) {
        this.next = next;
        this.validity = validity;
        this.last = choice == Choice.LAST;
        this.longest = choice == Choice.LONGEST;
    }

    /// The row of the chain that counts, or -1 if none is valid.
    int pick(int head, long timeNanos) {
        int best = -1;
        for (int row = head; row >= 0; row = next(row)) {
            best = better(best, row, timeNanos);
            if (!last && !validity.isDated()) {
                return best;
            }
        }
        return best;
    }

    /// Which of two rows in the order of the file counts.
    int better(int best, int row, long timeNanos) {
        if (!validity.holds(row, timeNanos)) {
            return best;
        }
        if (best < 0 || validity.since(row) > validity.since(best)) {
            return row;
        }
        return last && validity.since(row) == validity.since(best) ? row : best;
    }

    void addAll(int head, Query query) {
        for (int row = head; row >= 0 && query.found < Query.MOST_ROWS; row = next(row)) {
            if (validity.holds(row, query.timeNanos())) {
                query.add(row);
            }
        }
    }

    /// Whether the first valid row in the order of the file is the one that counts.
    boolean firstIsBest() {
        return !last && !longest && !validity.isDated();
    }

    /// Whether a row counts before another that matches less of the value.
    boolean longestIsBest() {
        return longest;
    }

    boolean holds(int row, long timeNanos) {
        return validity.holds(row, timeNanos);
    }

    long bytes() {
        return 4L * next.length + validity.bytes();
    }

    private int next(int row) {
        return next.length == 0 ? -1 : next[row];
    }
}
