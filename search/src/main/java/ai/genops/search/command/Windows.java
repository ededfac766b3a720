package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Aggregates added to each row rather than put in its place.
final class Windows {
    private Windows() {}

    static Relation add(
            Relation input,
            List<Aggregation> aggregations,
            boolean allNumbers,
            List<String> by,
            List<Column> segments,
            Order order,
            Frame frame,
            Planning planning) {
        var grouping = new Grouping(input, planning);
        by.forEach(grouping::by);
        grouping.aggregate(aggregations, allNumbers);
        List<Expr> keys = List.copyOf(grouping.keys().values());
        Order sequence = order;
        if (frame.numbered()) {
            Column number = planning.column(Type.NUMBER);
            grouping.number(number);
            sequence = Order.by(new Order.Key(number, false));
        }
        List<Expr> partition =
                Stream.<Expr>concat(keys.stream(), segments.stream()).toList();
        var plan = new Plan.Window(grouping.rows().plan(), partition, sequence, frame, grouping.assignments());
        Relation result = grouping.ofNumbers(new Relation(plan, input.schema(), input.order()));
        var columns = new ArrayList<Assignment>();
        Schema schema = input.schema();
        for (Map.Entry<String, Column> value : grouping.values().entrySet()) {
            Column column = value.getValue();
            if (!keys.isEmpty()) {
                column = planning.column(value.getValue().type());
                columns.add(new Assignment(column, onlyWhereComplete(keys, value.getValue())));
            }
            schema = schema.with(value.getKey(), column);
        }
        return result.extend(columns).with(schema);
    }

    private static Expr onlyWhereComplete(List<Expr> keys, Column value) {
        Type type = value.type();
        return call(Op.IF, type, Conditions.allPresent(keys), value, new Expr.Null(type));
    }
}
