package ai.genops.server.budget;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.Nanos;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Request.Abandoned;
import ai.genops.remote.StoreCall;
import ai.genops.remote.StoreCall.Approve;
import ai.genops.remote.StoreCall.Commit;
import ai.genops.remote.StoreCall.Correct;
import ai.genops.remote.StoreCall.Extend;
import ai.genops.remote.StoreCall.Release;
import ai.genops.remote.StoreCall.Reserve;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a journal short: reservations that ended more than a day ago become one charge for each budget and cell, as
/// long as the cell counts; everything newer stays line by line, so that repeated keys are known.
final class Compaction {
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final Duration MOMENT = Duration.ofMinutes(1);
    private static final long MOST_AT_ONCE = 1_000_000_000_000_000_000L;

    private record Place(String budget, Instant cell) {}

    /// One reservation's lines and what came of it.
    private static final class Known {
        final Request request;
        final long made;
        final List<JournalLine> lines = new ArrayList<>();
        long ends;
        boolean settled;
        long charged;

        Known(Request request, long made) {
            this.request = request;
            this.made = made;
            ends = made + request.lease().toMillis();
            charged = request.abandoned() == Abandoned.IS_CHARGED ? request.nanos() : 0;
        }

        void settle(long at, long nanos) {
            settled = true;
            ends = at;
            charged = nanos;
        }

        void extend(long at, Duration lease) {
            if (!settled) {
                ends = at + lease.toMillis();
            }
        }
    }

    private final long now;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final List<JournalLine> kept = new ArrayList<>();
    private final Map<Place, Long> sums = new LinkedHashMap<>();
    private final Map<String, Budget> budgets = new HashMap<>();

    private Compaction(long now) {
        this.now = now;
    }

    static List<JournalLine> of(List<JournalLine> lines, long now) {
        var compaction = new Compaction(now);
        lines.forEach(compaction::take);
        compaction.known.values().forEach(compaction::foldOrKeep);
        compaction.carry();
        compaction.kept.sort(Comparator.comparingLong(JournalLine::millis));
        return compaction.kept;
    }

    private void take(JournalLine line) {
        long at = line.millis();
        switch (line.call()) {
            case Reserve(Request request) -> of(request.key(), new Known(request, at), line);
            case Commit(String key, var actual) -> settle(key, at, Nanos.of(actual), line);
            case Correct(String key, var actual) -> settle(key, at, Nanos.of(actual), line);
            case Release(String key) -> settle(key, at, 0, line);
            case Extend(String key, Duration lease) -> {
                Known one = of(key, null, line);
                if (one != null) {
                    one.extend(at, lease);
                }
            }
            case Approve(var approval) -> {
                if (approval.until().toEpochMilli() > now) {
                    kept.add(line);
                }
            }
            // These change nothing and are never written.
            case StoreCall.Expire _, StoreCall.BalanceOf _, StoreCall.LedgerOf _ -> {}
        }
    }

    private @Nullable Known of(String key, @Nullable Known fresh, JournalLine line) {
        if (fresh != null) {
            known.putIfAbsent(key, fresh);
        }
        Known one = known.get(key);
        if (one != null) {
            one.lines.add(line);
        }
        return one;
    }

    private void settle(String key, long at, long nanos, JournalLine line) {
        Known one = of(key, null, line);
        if (one != null) {
            one.settle(at, nanos);
        }
    }

    private void foldOrKeep(Known one) {
        for (Budget budget : one.request.budgets()) {
            budgets.put(budget.name(), budget);
        }
        if (one.ends >= now - REMEMBERED.toMillis()) {
            kept.addAll(one.lines);
            return;
        }
        for (Budget budget : one.request.budgets()) {
            Instant cell = budget.window().cell(Instant.ofEpochMilli(one.made));
            sums.merge(new Place(budget.name(), cell), one.charged, Math::addExact);
        }
    }

    private void carry() {
        int number = 0;
        for (Map.Entry<Place, Long> sum : sums.entrySet()) {
            Budget budget = budgets.get(sum.getKey().budget());
            Instant cell = sum.getKey().cell();
            boolean counts = budget != null && !cell.isBefore(budget.window().oldest(Instant.ofEpochMilli(now)));
            long left = counts ? sum.getValue() : 0;
            while (budget != null && left > 0) {
                long part = Math.min(left, MOST_AT_ONCE);
                charge("carried/" + now + "/" + number++, budget, part, cell.toEpochMilli());
                left -= part;
            }
        }
    }

    private void charge(String key, Budget budget, long nanos, long at) {
        var request = new Request(key, BudgetSet.of(List.of(budget)), nanos, MOMENT, Abandoned.IS_CHARGED, false);
        kept.add(new JournalLine(at, new Reserve(request)));
        kept.add(new JournalLine(at, new Commit(key, Nanos.toUnits(nanos))));
    }
}
