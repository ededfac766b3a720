package ai.genops.destination.snowflake;

import ai.genops.destination.delivery.Outcome;
import java.util.Arrays;
import java.util.List;

/// What becomes of each row of a request: it is in the table, unless something else is said.
final class Verdicts {
    private final Outcome[] outcomes;

    Verdicts(Rows rows) {
        outcomes = new Outcome[rows.count()];
        Arrays.fill(outcomes, new Outcome.Delivered());
    }

    void set(int from, int to, Outcome outcome) {
        Arrays.fill(outcomes, from, to, outcome);
    }

    boolean isIn(int row) {
        return outcomes[row] instanceof Outcome.Delivered;
    }

    Outcome outcome() {
        List<Outcome> each = List.of(outcomes);
        return each.stream().distinct().count() == 1 ? each.getFirst() : new Outcome.Each(each);
    }

    static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(var reason) -> reason;
            case Outcome.TooLarge(var reason) -> reason;
            case Outcome.Failed(var reason, var _) -> reason;
            case Outcome.Expired(var reason) -> reason;
            case Outcome.Delivered _, Outcome.Each _ -> "";
        };
    }
}
