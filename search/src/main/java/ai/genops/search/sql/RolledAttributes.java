package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// Which attributes a query reads of the scans that have data files. A file has them in columns of its own or in text,
/// a table in a VARIANT: each has to be read where its rows are, below the union of both, or the engine would build
/// every attribute of every row to give one.
final class RolledAttributes {
    /// As what a query wants an attribute; a scan gives all, and the engine computes those that are used.
    enum Form {
        ANY("v"),
        TEXT("t"),
        NUMBER("n"),
        /// The number as [ai.genops.search.plan.Op#BILLIONTHS].
        BILLIONTHS("b"),
        /// The number if it has no billionths.
        NO_BILLIONTHS("r"),
        /// The text if it is no number.
        NO_NUMBER("w"),
        /// Whether it is there, which costs a fraction of making its value.
        GIVEN("g");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }
    }

    private final Map<Integer, SequencedSet<String>> byScan = new HashMap<>();

    static RolledAttributes of(Plan plan, List<Expr> values) {
        var found = new RolledAttributes();
        found.scans(plan);
        if (!found.byScan.isEmpty()) {
            found.uses(plan);
            values.forEach(found::uses);
        }
        return found;
    }

    /// Whether the column holds the attributes of a scan that has files.
    boolean covers(Expr.Column fields) {
        return byScan.containsKey(fields.id());
    }

    /// The names that are read of a scan.
    List<String> names(Expr.Column fields) {
        return List.copyOf(byScan.getOrDefault(fields.id(), new LinkedHashSet<>()));
    }

    String column(Expr.Column fields, String name, Form form) {
        return "a" + fields.id() + "_" + names(fields).indexOf(name) + form.suffix;
    }

    private void scans(Plan plan) {
        if (plan instanceof Plan.Scan scan && !scan.files().isEmpty()) {
            byScan.put(scan.events().fields().id(), new LinkedHashSet<>());
        }
        inputs(plan).forEach(this::scans);
    }

    private void uses(Plan plan) {
        expressions(plan).forEach(this::uses);
        inputs(plan).forEach(this::uses);
    }

    private void uses(Expr value) {
        if (value instanceof Expr.Attribute(Expr.Column fields, List<String> names) && covers(fields)) {
            byScan.getOrDefault(fields.id(), new LinkedHashSet<>()).addAll(names);
        } else if (value instanceof Expr.Call call) {
            call.args().forEach(this::uses);
        }
    }

    private static List<Plan> inputs(Plan plan) {
        return switch (plan) {
            case Plan.Scan _, Plan.Inventory _, Plan.Rows _, Plan.Values _, Plan.Kept _ -> List.of();
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

    private static List<Expr> expressions(Plan plan) {
        return switch (plan) {
            case Plan.Scan _, Plan.Inventory _, Plan.Rows _, Plan.Values _, Plan.Kept _, Plan.Limit _, Plan.Fill _ ->
                List.of();
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

    private static List<Expr> values(List<Plan.Assignment> assignments) {
        return assignments.stream().map(Plan.Assignment::value).toList();
    }

    private static List<Expr> both(List<Expr> one, List<Expr> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
