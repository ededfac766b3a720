package ai.genops.governance.budget;

import ai.genops.governance.budget.Settlement.State;
import java.time.Instant;
import java.util.List;

/** A reservation in a {@link MemoryBudgetStore}, guarded by its lock. */
final class Reservation {
    /** One budget it is charged to, in the cell of when it was made. */
    record Line(Budget budget, Account account, Account.Cell cell) {}

    final Request request;
    final List<Line> lines;
    /** Orders those that end at the same time. */
    final long number;

    State state = State.RESERVED;
    Instant expires;
    long charged;
    boolean late;

    Reservation(Request request, List<Line> lines, long number, Instant expires) {
        this.request = request;
        this.lines = lines;
        this.number = number;
        this.expires = expires;
    }

    Settlement settlement(boolean repeated, List<Alert> alerts) {
        return new Settlement(state, request.amount(), Nanos.toUnits(charged), late, repeated, alerts);
    }
}
