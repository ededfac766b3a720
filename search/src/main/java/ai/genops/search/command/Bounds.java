package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
        Column each = planning.column(Type.TIME);
        Column first = planning.column(Type.TIME);
        Column last = planning.column(Type.TIME);
        var plan = new Plan.Aggregate(
                new Plan.Extend(input.plan(), List.of(new Assignment(each, time))),
                List.of(),
                List.of(
                        new Assignment(first, Expr.call(Op.MIN, Type.TIME, each)),
                        new Assignment(last, Expr.call(Op.MAX, Type.TIME, each))));
        List<Object> found = planning.probe()
                .rows(plan, List.of(Coerce.number(first), Coerce.number(last)), Order.NONE, 1)
                .getFirst();
        return new Bounds(
                range.earliest() == null ? instant(found.get(0)) : range.earliest(),
                end == null ? instant(found.get(1)) : end);
    }

    private static @Nullable Instant instant(@Nullable Object seconds) {
        return seconds instanceof Double number
                ? Instant.EPOCH.plus(Math.round(number * 1e6), ChronoUnit.MICROS)
                : null;
    }

    TimeRange range() {
        return new TimeRange(first, last);
    }
}
