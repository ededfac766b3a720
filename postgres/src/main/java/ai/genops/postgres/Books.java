package ai.genops.postgres;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetText;
import ai.genops.governance.budget.Entry.Kind;
import ai.genops.governance.budget.Nanos;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.WindowText;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the tables within one transaction. It locks one reservation, then cells in the order of the budgets'
 * names, each after its guard, so no two transactions wait for each other.
 */
record Books(Sql sql, Instant now) {
    /** One budget of a reservation. */
    record Line(String budget, Instant cell, long cap, Window window, List<Integer> thresholds) {}

    /** False: the key is taken. */
    boolean open(Request request) throws SQLException {
        return sql.update(
                        "insert into genops_budget_reservation"
                                + " (key, amount, state, charged_if_abandoned, made, expires)"
                                + " values (?, ?, 'RESERVED', ?, ?, ?) on conflict do nothing",
                        request.key(),
                        request.nanos(),
                        request.abandoned() == Request.Abandoned.IS_CHARGED,
                        now,
                        now.plus(request.lease()))
                == 1;
    }

    long cap(String budget, long cap) throws SQLException {
        return Math.addExact(
                cap,
                sql.number(
                        "select coalesce(sum(extra), 0) from genops_budget_approval where budget = ? and until > ?",
                        budget,
                        now));
    }

    /** How much was left before; null: it does not fit and is enforced, and nothing was taken. */
    @Nullable
    Long take(Budget budget, Request request, long cap) throws SQLException {
        Window window = budget.window();
        Instant cell = window.cell(now);
        boolean rolls = window instanceof Window.Rolling;
        boolean enforced = request.enforced() && budget.refuses();
        sql.update(
                "insert into genops_budget_cell (budget, cell) values (?, ?) on conflict do nothing",
                budget.name(),
                cell);
        if (rolls) {
            guard(budget.name());
        }
        long before = rolls ? taken(budget.name(), window) : 0;
        if (rolls && enforced && Math.addExact(before, request.nanos()) > cap) {
            return null;
        }
        Long after = sql.first(
                "update genops_budget_cell set reserved = reserved + ? where budget = ? and cell = ?"
                        + " and (? or committed + reserved + ? <= ?) returning committed + reserved",
                row -> row.getLong(1),
                request.nanos(),
                budget.name(),
                cell,
                rolls || !enforced,
                request.nanos(),
                cap);
        return after == null ? null : rolls ? cap - before : cap - after + request.nanos();
    }

    private void guard(String budget) throws SQLException {
        sql.update("insert into genops_budget_guard (budget) values (?) on conflict do nothing", budget);
        sql.first("select 1 from genops_budget_guard where budget = ? for update", row -> "", budget);
    }

    long taken(String budget, Window window) throws SQLException {
        return sql.number(
                "select coalesce(sum(committed + reserved), 0) from genops_budget_cell where budget = ? and cell >= ?",
                budget,
                window.oldest(now));
    }

    void line(Request request, Budget budget) throws SQLException {
        Instant cell = budget.window().cell(now);
        sql.update(
                "insert into genops_budget_line (key, budget, cell, cap, time_window, thresholds)"
                        + " values (?, ?, ?, ?, ?, ?)",
                request.key(),
                budget.name(),
                cell,
                budget.capNanos(),
                WindowText.of(budget.window()),
                budget.thresholds().toArray(new Integer[0]));
        write(budget.name(), cell, request.key(), Kind.RESERVE, request.nanos(), 0);
    }

    /** Remembers the budget as it is defined now. After its cell, so that nobody waits in another order. */
    void know(Budget budget) throws SQLException {
        sql.update(
                "insert into genops_budget_known (budget, definition, seen) values (?, ?, ?)"
                        + " on conflict (budget) do update set definition = excluded.definition, seen = excluded.seen",
                budget.name(),
                BudgetText.of(budget),
                now);
    }

    List<Line> lines(String key) throws SQLException {
        List<Line> lines = sql.list(
                "select * from genops_budget_line where key = ?",
                row -> new Line(
                        row.getString("budget"),
                        Sql.instant(row, "cell"),
                        row.getLong("cap"),
                        WindowText.read(row.getString("time_window")),
                        List.of((Integer[]) row.getArray("thresholds").getArray())),
                key);
        lines.sort(Comparator.comparing(Line::budget));
        return lines;
    }

    void change(String key, List<Line> lines, Kind kind, long reserved, long committed) throws SQLException {
        for (Line line : lines) {
            sql.update(
                    "update genops_budget_cell set reserved = reserved + ?, committed = committed + ?"
                            + " where budget = ? and cell = ?",
                    reserved,
                    committed,
                    line.budget,
                    line.cell);
            write(line.budget, line.cell, key, kind, reserved, committed);
        }
    }

    private void write(String budget, Instant cell, String key, Kind kind, long reserved, long committed)
            throws SQLException {
        sql.update(
                "insert into genops_budget_ledger (at, budget, cell, key, kind, reserved, committed)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                now,
                budget,
                cell,
                key,
                kind.name(),
                reserved,
                committed);
    }

    List<Alert> alerts(List<Line> lines) throws SQLException {
        List<Alert> alerts = new ArrayList<>();
        for (Line line : lines) {
            long cap = cap(line.budget, line.cap);
            long spent = sql.number(
                    "select coalesce(sum(committed), 0) from genops_budget_cell where budget = ? and cell >= ?",
                    line.budget,
                    line.window.oldest(now));
            Instant period = line.window.period(now);
            for (int percent : line.thresholds) {
                if (Alert.isReached(spent, cap, percent) && isNew(line.budget, period, percent)) {
                    alerts.add(new Alert(line.budget, percent, period, Nanos.toUnits(spent), Nanos.toUnits(cap)));
                }
            }
        }
        return alerts;
    }

    private boolean isNew(String budget, Instant period, int percent) throws SQLException {
        return sql.update(
                        "insert into genops_budget_alert (budget, period, percent) values (?, ?, ?)"
                                + " on conflict do nothing",
                        budget,
                        period,
                        percent)
                == 1;
    }
}
