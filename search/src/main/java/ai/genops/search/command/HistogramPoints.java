package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.HistogramSeries;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Points of histograms and summaries as the series that they are in Splunk ([HistogramSeries]): a row for
/// each, with the series' name, value, and the bound `le` of a bucket. Points that have a value stay as
/// they are.
final class HistogramPoints {
    static final String BOUND = "le";

    /// How many values are in a bucket; nobody can write it.
    static final String OWN = "\u0001own";

    private static final List<String> PARTS = List.of(
            "count",
            "sum",
            "min",
            "max",
            "bounds",
            "buckets",
            "scale",
            "zero_count",
            "zero_threshold",
            "positive",
            "negative");

    private static final Set<String> ENDINGS = Set.of("_count", "_sum", "_min", "_max", "_bucket");

    private HistogramPoints() {}

    /// Whether a metric of this name may be a histogram's series.
    static boolean mayBeSeries(String name) {
        return name.indexOf('*') >= 0 || ENDINGS.stream().anyMatch(name::endsWith);
    }

    /// Points of histograms taken apart.
    ///
    /// @param points with a name and perhaps a value
    static Relation expanded(Relation points, Events events, Planning planning) {
        List<String> known =
                PARTS.stream().filter(events.attributes()::contains).toList();
        if (!known.contains("count")) {
            return points;
        }
        Expr value = Objects.requireNonNull(points.schema().find(MetricPoints.VALUE));
        Expr name = Objects.requireNonNull(points.schema().find(MetricPoints.NAME));
        var members = new ArrayList<Expr>();
        for (String part : known) {
            members.add(new Text(part));
            members.add(Objects.requireNonNull(points.schema().find(part)));
        }
        Expr json = new Expr.Call(Op.JSON_OBJECT, members, Type.TEXT);
        Expr series = call(Op.LIST_OF_JSON_ARRAY, Type.LIST, call(Op.HISTOGRAM_SERIES, Type.TEXT, json));
        Expr count = Objects.requireNonNull(points.schema().find("count"));
        Expr has = Conditions.and(call(Op.IS_NULL, Type.BOOLEAN, value), Conditions.present(count));
        Column list = planning.column(Type.LIST);
        Column each = planning.column(Type.TEXT);
        Relation rows = Mvexpand.of(
                points.extend(List.of(new Assignment(list, call(Op.IF, Type.LIST, has, series, new Null(Type.LIST))))),
                list,
                each,
                planning);
        Column parts = planning.column(Type.LIST);
        rows = rows.extend(
                List.of(new Assignment(parts, call(Op.SPLIT, Type.LIST, each, new Text(HistogramSeries.BETWEEN)))));
        Expr plain = call(Op.IS_NULL, Type.BOOLEAN, each);
        Expr bound = part(parts, 1);
        Expr own = Coerce.text(Objects.requireNonNull(points.schema().find(BOUND)));
        Expr le = call(Op.IF, Type.TEXT, call(Op.EQ, Type.BOOLEAN, bound, new Text("")), new Null(Type.TEXT), bound);
        return named(rows, plain, name, value, parts, le, own, planning);
    }

    private static Relation named(
            Relation rows, Expr plain, Expr name, Expr value, Column parts, Expr le, Expr own, Planning planning) {
        Expr series = call(Op.CONCAT, Type.TEXT, name, part(parts, 0));
        Relation result = define(rows, MetricPoints.NAME, call(Op.IF, Type.TEXT, plain, name, series), planning);
        Expr number = Coerce.number(part(parts, 2));
        result = define(result, MetricPoints.VALUE, call(Op.IF, Type.NUMBER, plain, value, number), planning);
        result = define(result, BOUND, call(Op.COALESCE, Type.TEXT, le, own), planning);
        return define(result, OWN, Coerce.number(part(parts, 3)), planning);
    }

    private static Relation define(Relation rows, String name, Expr value, Planning planning) {
        return rows.define(name, planning.column(value.type()), value);
    }

    private static Expr part(Column parts, int at) {
        return call(Op.LIST_ITEM, Type.TEXT, parts, new Num(at));
    }
}
