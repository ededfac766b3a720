package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one budget has reserved and spent, by cell. Guarded by its store's lock. */
final class Account {
    /** The sums of one cell. */
    static final class Cell {
        static final Cell[] NONE = {};

        final Account account;
        final Instant start;
        private final Cell[] alone = {this};

        long committed;
        long reserved;

        Cell(Account account, Instant start) {
            this.account = account;
            this.start = start;
        }

        long taken() {
            return Math.addExact(committed, reserved);
        }

        /** Those and this one; not to be changed, as reservations in this one alone share theirs. */
        Cell[] after(Cell[] others) {
            if (others.length == 0) {
                return alone;
            }
            Cell[] all = Arrays.copyOf(others, others.length + 1);
            all[others.length] = this;
            return all;
        }
    }

    final String name;
    private final TreeMap<Instant, Cell> cells = new TreeMap<>();
    /** Of these, the ones that count at the time of the last turn. */
    private List<Cell> counting = new ArrayList<>();

    private final Map<String, Approval> approvals = new HashMap<>();
    /** Of the period for which alerts were given, the highest threshold. */
    private Instant alertPeriod = Instant.MIN;

    private int alerted;
    /** While the time is between these, the window's cells are the same ones. */
    private @Nullable Window turned;

    private long fromMillis = Long.MAX_VALUE;
    private long untilMillis = Long.MIN_VALUE;
    private Instant current = Instant.MAX;
    private Instant period = Instant.MIN;
    /** The cap is asked for several times with each call. */
    private @Nullable BigDecimal knownCap;

    private long knownCapNanos;

    Account(String name) {
        this.name = name;
    }

    void turn(Window window, long millis) {
        if (millis >= fromMillis && millis < untilMillis && window.equals(turned)) {
            return;
        }
        Instant now = Instant.ofEpochMilli(millis);
        turned = window;
        current = window.cell(now);
        fromMillis = current.toEpochMilli();
        Instant next = window.next(now);
        untilMillis = next.equals(Instant.MAX) ? Long.MAX_VALUE : next.toEpochMilli();
        period = window.period(now);
        Instant oldest = window.oldest(now);
        cells.headMap(oldest).values().removeIf(cell -> cell.reserved == 0);
        counting = new ArrayList<>(cells.tailMap(oldest).values());
    }

    /** Whether it can be forgotten: nothing is reserved and nothing that still counts was spent or approved. */
    boolean isIdle(long now) {
        if (turned == null) {
            return approvals.isEmpty();
        }
        turn(turned, now);
        forgetApprovals(now);
        return cells.isEmpty() && approvals.isEmpty();
    }

    /** What counts against the cap, after {@link #turn}. */
    long taken() {
        long taken = 0;
        for (Cell cell : counting) {
            taken = Math.addExact(taken, cell.taken());
        }
        return taken;
    }

    private long spent() {
        long spent = 0;
        for (Cell cell : counting) {
            spent = Math.addExact(spent, cell.committed);
        }
        return spent;
    }

    /** Of the time of the last {@link #turn}. */
    Cell cell() {
        Cell known = cells.get(current);
        return known != null ? known : open();
    }

    private Cell open() {
        Cell opened = new Cell(this, current);
        cells.put(current, opened);
        counting.add(opened);
        return opened;
    }

    Balance balance(long cap) {
        long committed = spent();
        long reserved = taken() - committed;
        return new Balance(current, cap, committed, reserved);
    }

    void approve(Approval approval) {
        approvals.putIfAbsent(approval.id(), approval);
    }

    private void forgetApprovals(long millis) {
        Instant now = Instant.ofEpochMilli(millis);
        approvals.values().removeIf(approval -> !now.isBefore(approval.until()));
    }

    /** The cap with what is approved at the time. */
    @SuppressWarnings("BigDecimalEquals") // The same amount in another scale is only worked out again.
    long cap(Budget budget, long now) {
        if (!budget.cap().equals(knownCap)) {
            knownCap = budget.cap();
            knownCapNanos = budget.capNanos();
        }
        long cap = knownCapNanos;
        if (!approvals.isEmpty()) {
            forgetApprovals(now);
            for (Approval approval : approvals.values()) {
                cap = Math.addExact(cap, Nanos.of(approval.extra()));
            }
        }
        return cap;
    }

    /** Thresholds that are reached for the first time in the period. */
    List<Alert> alerts(Budget budget, long now) {
        turn(budget.window(), now);
        if (!period.equals(alertPeriod)) {
            alertPeriod = period;
            alerted = 0;
        }
        long cap = cap(budget, now);
        long spent = spent();
        List<Alert> alerts = List.of();
        List<Integer> thresholds = budget.thresholds();
        for (int i = 0; i < thresholds.size(); i++) {
            int percent = thresholds.get(i);
            if (percent > alerted && Alert.isReached(spent, cap, percent)) {
                alerted = percent;
                alerts = alerts.isEmpty() ? new ArrayList<>() : alerts;
                alerts.add(new Alert(name, percent, period, Nanos.toUnits(spent), Nanos.toUnits(cap)));
            }
        }
        return alerts;
    }
}
