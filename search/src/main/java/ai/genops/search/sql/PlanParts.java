package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one step of a plan consists of.
final class PlanParts {
    private PlanParts() {}

    /// The plans whose rows it takes.
    static List<Plan> inputs(Plan plan) {
        return switch (plan) {
            case Plan.Scan _, Plan.Inventory _, Plan.Rows _, Plan.Values _, Plan.Kept _, Plan.Partials _ -> List.of();
            case Plan.Filter filter -> List.of(filter.input());
            case Plan.Extend extend -> List.of(extend.input());
            case Plan.Aggregate aggregate -> List.of(aggregate.input());
            case Plan.Window window -> List.of(window.input());
            case Plan.Limit limit -> List.of(limit.input());
            case Plan.Expand expand -> List.of(expand.input());
            case Plan.Fill fill -> List.of(fill.input());
            case Plan.Join join -> List.of(join.left(), join.right());
            case Plan.Union union -> union.inputs();
        };
    }

    /// What it computes of their rows, but for what it orders them by.
    static List<Expr> expressions(Plan plan) {
        return switch (plan) {
            case Plan.Scan _,
                    Plan.Inventory _,
                    Plan.Rows _,
                    Plan.Values _,
                    Plan.Kept _,
                    Plan.Partials _,
                    Plan.Limit _,
                    Plan.Fill _ -> List.of();
            case Plan.Filter filter -> List.of(filter.condition());
            case Plan.Extend extend -> values(extend.columns());
            case Plan.Aggregate aggregate -> both(values(aggregate.keys()), values(aggregate.values()));
            case Plan.Window window -> both(window.partition(), values(window.columns()));
            case Plan.Expand expand -> List.of(expand.list());
            case Plan.Join join ->
                both(
                        join.on().stream().map(Plan.Match::left).toList(),
                        join.on().stream().map(Plan.Match::right).toList());
            case Plan.Union union ->
                union.columns().stream()
                        .flatMap(columns -> values(columns).stream())
                        .toList();
        };
    }

    /// Columns that are computed one after the other, in groups of such that need none of the same or a later group.
    static List<List<Plan.Assignment>> levels(List<Plan.Assignment> columns) {
        Map<Integer, Integer> levelOf = new HashMap<>();
        List<List<Plan.Assignment>> levels = new ArrayList<>();
        for (Plan.Assignment column : columns) {
            int level = level(column.value(), levelOf);
            if (level == levels.size()) {
                levels.add(new ArrayList<>());
            }
            levels.get(level).add(column);
            levelOf.put(column.column().id(), level + 1);
        }
        return levels;
    }

    private static int level(Expr value, Map<Integer, Integer> levelOf) {
        return switch (value) {
            case Expr.Column column -> levelOf.getOrDefault(column.id(), 0);
            case Expr.Call call ->
                call.args().stream().mapToInt(arg -> level(arg, levelOf)).max().orElse(0);
            case Expr.Attribute attribute ->
                levelOf.getOrDefault(attribute.fields().id(), 0);
            case Expr.Text _, Expr.Num _, Expr.Flag _, Expr.Null _ -> 0;
        };
    }

    private static List<Expr> values(List<Plan.Assignment> assignments) {
        return assignments.stream().map(Plan.Assignment::value).toList();
    }

    private static List<Expr> both(List<Expr> one, List<Expr> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
