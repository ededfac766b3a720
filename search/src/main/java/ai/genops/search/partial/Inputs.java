package ai.genops.search.partial;

import ai.genops.search.plan.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Puts other plans in the places of those whose rows a step takes.
final class Inputs {
    interface Replacement {
        Plan of(Plan input) throws SQLException;
    }

    private Inputs() {}

    static Plan replaced(Plan plan, Replacement by) throws SQLException {
        return switch (plan) {
            case Plan.Scan _, Plan.Inventory _, Plan.Rows _, Plan.Values _, Plan.Kept _, Plan.Partials _ -> plan;
            case Plan.Filter(Plan input, var condition) -> new Plan.Filter(by.of(input), condition);
            case Plan.Extend(Plan input, var columns) -> new Plan.Extend(by.of(input), columns);
            case Plan.Aggregate(Plan input, var keys, var values) -> new Plan.Aggregate(by.of(input), keys, values);
            case Plan.Window(Plan input, var partition, var order, var frame, var columns) ->
                new Plan.Window(by.of(input), partition, order, frame, columns);
            case Plan.Limit(Plan input, var order, long count) -> new Plan.Limit(by.of(input), order, count);
            case Plan.Expand(Plan input, var list, var value, var place) ->
                new Plan.Expand(by.of(input), list, value, place);
            case Plan.Fill(Plan input, var time, var times, var filled) ->
                new Plan.Fill(by.of(input), time, times, filled);
            case Plan.Join(Plan left, Plan right, var on, boolean outer) ->
                new Plan.Join(by.of(left), by.of(right), on, outer);
            case Plan.Union(List<Plan> inputs, var columns) -> {
                var others = new ArrayList<Plan>();
                for (Plan input : inputs) {
                    others.add(by.of(input));
                }
                yield new Plan.Union(others, columns);
            }
        };
    }
}
