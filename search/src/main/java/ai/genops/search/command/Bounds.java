package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.TimeRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The first and the last time of a chart: of the time searched, and where that has no beginning or end, of the rows;
/// null if there are none.
record Bounds(@Nullable Instant first, @Nullable Instant last) {
    static Bounds of(Relation input, Expr time, Planning planning) {
        TimeRange range = planning.range();
        Instant end = range.latest() == null ? null : range.latest().minus(1, ChronoUnit.MICROS);
        if (range.earliest() != null && end != null) {
            return new Bounds(range.earliest(), end);
        }
        var ofRows = Extremes.of(time, input, planning);
        return new Bounds(
                range.earliest() == null ? instant(ofRows.least()) : range.earliest(),
                end == null ? instant(ofRows.greatest()) : end);
    }

    private static @Nullable Instant instant(@Nullable Double seconds) {
        return seconds == null ? null : Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS);
    }

    TimeRange range() {
        return new TimeRange(first, last);
    }
}
