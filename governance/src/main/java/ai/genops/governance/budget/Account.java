package ai.genops.governance.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one budget has reserved and spent, by cell. Guarded by its store's lock. */
final class Account {
    /** The sums of one cell. */
    static final class Cell {
        final Instant start;
        long committed;
        long reserved;

        Cell(Instant start) {
            this.start = start;
        }

        long taken() {
            return Math.addExact(committed, reserved);
        }
    }

    final String name;
    private final TreeMap<Instant, Cell> cells = new TreeMap<>();
    private final Map<String, Approval> approvals = new HashMap<>();
    /** Of the period for which alerts were given, the highest threshold. */
    private Instant alertPeriod = Instant.MIN;

    private int alerted;
    /** While the time is between these, the window's cells are the same ones. */
    private @Nullable Window turned;

    private Instant oldest = Instant.MAX;

    private Instant current = Instant.MAX;
    private Instant next = Instant.MIN;

    Account(String name) {
        this.name = name;
    }

    void turn(Window window, Instant now) {
        if (window.equals(turned) && !now.isBefore(current) && now.isBefore(next)) {
            return;
        }
        turned = window;
        current = window.cell(now);
        oldest = window.oldest(now);
        next = window.next(now);
        cells.headMap(oldest).values().removeIf(cell -> cell.reserved == 0);
    }

    /** Whether it can be forgotten: nothing is reserved and nothing that still counts was spent or approved. */
    boolean isIdle(Instant now) {
        if (turned == null) {
            return approvals.isEmpty();
        }
        turn(turned, now);
        approvals.values().removeIf(approval -> !now.isBefore(approval.until()));
        return cells.isEmpty() && approvals.isEmpty();
    }

    /** What counts against the cap, after {@link #turn}. */
    long taken() {
        return cells.tailMap(oldest).values().stream().mapToLong(Cell::taken).reduce(0, Math::addExact);
    }

    Cell cell() {
        return cells.computeIfAbsent(current, Cell::new);
    }

    Balance balance(long cap) {
        long committed = 0;
        long reserved = 0;
        for (Cell cell : cells.tailMap(oldest).values()) {
            committed += cell.committed;
            reserved += cell.reserved;
        }
        return new Balance(current, Nanos.toUnits(cap), Nanos.toUnits(committed), Nanos.toUnits(reserved));
    }

    void approve(Approval approval) {
        approvals.putIfAbsent(approval.id(), approval);
    }

    /** The cap with what is approved at the time. */
    long cap(Budget budget, Instant now) {
        long cap = budget.capNanos();
        if (!approvals.isEmpty()) {
            approvals.values().removeIf(approval -> !now.isBefore(approval.until()));
            for (Approval approval : approvals.values()) {
                cap = Math.addExact(cap, Nanos.of(approval.extra()));
            }
        }
        return cap;
    }

    /** Thresholds that are reached for the first time in the period. */
    List<Alert> alerts(Budget budget, Instant now) {
        turn(budget.window(), now);
        Instant period = budget.window().period(now);
        if (!period.equals(alertPeriod)) {
            alertPeriod = period;
            alerted = 0;
        }
        long cap = cap(budget, now);
        long spent = cells.tailMap(oldest).values().stream()
                .mapToLong(cell -> cell.committed)
                .reduce(0, Math::addExact);
        List<Alert> alerts = new ArrayList<>();
        for (int percent : budget.thresholds()) {
            if (percent > alerted && Alert.isReached(spent, cap, percent)) {
                alerted = percent;
                alerts.add(new Alert(name, percent, period, Nanos.toUnits(spent), Nanos.toUnits(cap)));
            }
        }
        return alerts;
    }
}
