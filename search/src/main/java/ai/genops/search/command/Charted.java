package ai.genops.search.command;

import ai.genops.search.function.Expressions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `chart` and `timechart` have in each cell: aggregates, or `eval(round(avg(x) / 60, 2))`, computed
/// of aggregates of the cell. Splunk, Search Reference, `timechart`.
///
/// @param formula what is computed, the aggregates in it named by their place; null: the aggregates themselves
/// @param name of a column where nothing else names it
record Charted(List<Aggregation> aggregations, @Nullable Eval formula, String name) {
    /// Before the place of an aggregate within a formula; nobody can write it.
    private static final String PART = "\u0001part";

    static final Charted NOTHING = new Charted(List.of(), null, "");

    static Charted read(Cursor in, String... stops) {
        int at = in.here();
        if (!in.acceptWord("eval") || in.peek() != '(') {
            in.back(at);
            return new Charted(Aggregation.readAll(in, stops), null, "");
        }
        in.expect("(", "");
        Eval written = new EvalParser(in).parse();
        in.expect(")", "after the expression");
        String text = in.text().substring(at, in.position());
        String name = in.acceptWord("as") ? in.name("the result's name") : text;
        var parts = new ArrayList<Aggregation>();
        Eval formula = replaced(written, parts);
        if (parts.isEmpty()) {
            throw in.errorAt(
                    at, "an expression of a chart computes with aggregates", "Example: eval(round(avg(x), 2))");
        }
        return new Charted(List.copyOf(parts), formula, name);
    }

    private static Eval replaced(Eval eval, List<Aggregation> parts) {
        return switch (eval) {
            case Eval.Apply(String function, var args, int at)
            when args.size() < 2 && Aggregates.has(function) -> part(function, args, at, parts);
            case Eval.Name(String text, boolean quoted, int at)
            when !quoted && (text.equals("count") || text.equals("c")) -> part(text, List.of(), at, parts);
            case Eval.Apply(String function, var args, int at) -> new Eval.Apply(function, replaced(args, parts), at);
            case Eval.Binary(String operator, Eval left, Eval right, int at) ->
                new Eval.Binary(operator, replaced(left, parts), replaced(right, parts), at);
            case Eval.Logic(String word, var conditions, int at) ->
                new Eval.Logic(word, replaced(conditions, parts), at);
            case Eval.Not(Eval value, int at) -> new Eval.Not(replaced(value, parts), at);
            case Eval.Negative(Eval value, int at) -> new Eval.Negative(replaced(value, parts), at);
            case Eval.In(Eval value, var options, int at) ->
                new Eval.In(replaced(value, parts), replaced(options, parts), at);
            case Eval.Text _, Eval.Num _, Eval.Name _, Eval.Subsearch _ -> eval;
        };
    }

    private static List<Eval> replaced(List<Eval> evals, List<Aggregation> parts) {
        return evals.stream().map(each -> replaced(each, parts)).toList();
    }

    private static Eval part(String function, List<Eval> args, int at, List<Aggregation> parts) {
        String name = PART + parts.size();
        Eval of = args.isEmpty() ? null : args.getFirst();
        parts.add(
                of instanceof Eval.Name(String field, var _, var _)
                        ? new Aggregation(function, field, null, name, true, at)
                        : new Aggregation(function, null, Aggregation.inner(of), name, true, at));
        return new Eval.Name(name, true, at);
    }

    /// The chart as it is shown.
    ///
    /// @param keys columns that are no cells
    /// @param split whether the values of a field have become columns
    Relation shown(Relation chart, Set<String> keys, boolean split, PivotOptions options, Planning planning) {
        if (formula == null) {
            return split ? options.named(chart, aggregations) : chart;
        }
        var columns = new LinkedHashMap<String, Expr>();
        var computed = new ArrayList<Assignment>();
        Schema names = chart.schema();
        keys.forEach(key -> columns.put(key, names.columns().get(key)));
        series(names, keys, split).forEach((series, parts) -> {
            Expr value = new Expressions(Schema.closed(parts, "chart"), planning).resolve(formula);
            Column column = planning.column(value.type());
            computed.add(new Assignment(column, value));
            columns.put(series, column);
        });
        return chart.extend(computed).with(new Schema(columns, null, names.removed(), names.closedBy()));
    }

    /// The cells' columns by the name of their series, each by the aggregate's.
    private SequencedMap<String, SequencedMap<String, Expr>> series(Schema chart, Set<String> keys, boolean split) {
        var all = new LinkedHashMap<String, SequencedMap<String, Expr>>();
        for (Map.Entry<String, Expr> column : chart.columns().entrySet()) {
            String written = column.getKey();
            if (keys.contains(written)) {
                continue;
            }
            int colon = written.indexOf(": ");
            String part = !split ? written : aggregations.size() == 1 ? PART + 0 : written.substring(0, colon);
            String series = !split ? name : aggregations.size() == 1 ? written : written.substring(colon + 2);
            all.computeIfAbsent(series, _ -> new LinkedHashMap<>()).put(part, column.getValue());
        }
        return all;
    }
}
