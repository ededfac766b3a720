package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The least and the greatest of a number or a time (in seconds) over all rows, asked for while a search is planned;
/// null if no row has one.
record Extremes(@Nullable Double least, @Nullable Double greatest) {
    static Extremes of(Expr value, Relation input, Planning planning) {
        Type type = value.type();
        Column each = planning.column(type);
        Column least = planning.column(type);
        Column greatest = planning.column(type);
        var plan = new Plan.Aggregate(
                new Plan.Extend(input.plan(), List.of(new Assignment(each, value))),
                List.of(),
                List.of(
                        new Assignment(least, call(Op.MIN, type, each)),
                        new Assignment(greatest, call(Op.MAX, type, each))));
        List<Object> found = planning.probe()
                .rows(plan, List.of(Coerce.number(least), Coerce.number(greatest)), Order.NONE, 1)
                .getFirst();
        return new Extremes(number(found.getFirst()), number(found.getLast()));
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Double number ? number : null;
    }
}
