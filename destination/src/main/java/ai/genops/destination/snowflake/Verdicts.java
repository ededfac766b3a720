package ai.genops.destination.snowflake;

import ai.genops.destination.delivery.Outcome;
import java.util.Arrays;
import java.util.List;

/// What becomes of each row of a request: it is in the table, or will be, unless something else is said.
final class Verdicts {
    private final Outcome[] outcomes;

    /// @param maxBytes a longer row is refused, also after a restart, so that it does not count as being in
    Verdicts(Rows rows, int maxBytes) {
        outcomes = new Outcome[rows.count()];
        for (int row = 0; row < outcomes.length; row++) {
            int bytes = rows.bytes(row);
            outcomes[row] = bytes <= maxBytes
                    ? new Outcome.Delivered()
                    : new Outcome.Refused("the row has " + bytes + " bytes, of at most " + maxBytes + " for rows");
        }
    }

    void set(int row, Outcome outcome) {
        outcomes[row] = outcome;
    }

    /// Refuses these rows, and leaves those behind them for another attempt.
    void refuse(int from, int to, String reason) {
        Arrays.fill(outcomes, from, to, new Outcome.Refused(reason));
        var waits = new Outcome.Failed("rows wait until those refused before them are kept: " + reason, null);
        for (int row = nextIn(to); row < outcomes.length; row = nextIn(row + 1)) {
            outcomes[row] = waits;
        }
    }

    boolean isIn(int row) {
        return outcomes[row] instanceof Outcome.Delivered;
    }

    /// The first row from `row` on that goes into the table, or the number of rows.
    int nextIn(int row) {
        int next = row;
        while (next < outcomes.length && !isIn(next)) {
            next++;
        }
        return next;
    }

    /// The first row from `row` on that does not.
    int endIn(int row) {
        int end = row;
        while (end < outcomes.length && isIn(end)) {
            end++;
        }
        return end;
    }

    Outcome outcome() {
        List<Outcome> each = List.of(outcomes);
        return each.stream().distinct().count() == 1 ? each.getFirst() : new Outcome.Each(each);
    }
}
