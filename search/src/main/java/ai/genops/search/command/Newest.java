package ai.genops.search.command;

import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.Type;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest part of the time a search covers, for a preview of it. What the search covers ends where its events end.
final class Newest {
    private Newest() {}

    static TimeRange of(TimeRange range, List<String> datasets, Planning planning) {
        double share = planning.share();
        if (share >= 1 || !planning.isOutermost()) {
            return range;
        }
        TimeRange held = held(datasets, planning);
        Instant first = later(range.earliest(), held.earliest());
        Instant last = earlier(range.latest(), held.latest());
        if (first == null || last == null || !first.isBefore(last)) {
            return range;
        }
        long part = (long) (Duration.between(first, last).toMillis() * share);
        Instant since = last.minusMillis(Math.max(1, part));
        planning.since(since);
        return new TimeRange(since, range.latest());
    }

    private static TimeRange held(List<String> datasets, Planning planning) {
        Column first = planning.column(Type.TIME);
        Column last = planning.column(Type.TIME);
        var inventory = new Plan.Inventory(
                datasets,
                planning.catalog().files(datasets, TimeRange.ALL),
                planning.column(Type.TEXT),
                planning.column(Type.NUMBER),
                planning.column(Type.NUMBER),
                first,
                last);
        Instant earliest = null;
        Instant latest = null;
        for (List<Object> row : planning.probe().rows(inventory, List.of(first, last), Order.NONE, 1000)) {
            earliest = earlier(earliest, instant(row.getFirst()));
            latest = later(latest, instant(row.getLast()));
        }
        return new TimeRange(earliest, latest);
    }

    private static @Nullable Instant instant(@Nullable Object time) {
        return switch (time) {
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            case Timestamp stamp -> stamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
            case null, default -> null;
        };
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
