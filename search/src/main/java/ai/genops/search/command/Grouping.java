package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.Expressions;
import ai.genops.search.plan.Certain;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Computes what `stats` and its like share: keys and the aggregates' arguments become columns first, so that
/// each is computed once however often an aggregate's SQL names it.
final class Grouping {
    private final Planning planning;
    private final SequencedMap<String, Column> keys = new LinkedHashMap<>();
    private final SequencedMap<String, Column> values = new LinkedHashMap<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final Map<Expr, Column> computed = new HashMap<>();
    /// How many values are no numbers, by the name of the result that is missing if there are any.
    private final Map<String, Column> texts = new LinkedHashMap<>();
    private Relation rows;

    Grouping(Relation input, Planning planning) {
        this.rows = input;
        this.planning = planning;
    }

    /// The rows with the key and argument columns.
    Relation rows() {
        return rows;
    }

    SequencedMap<String, Column> keys() {
        return keys;
    }

    /// Result columns by name.
    SequencedMap<String, Column> values() {
        return values;
    }

    List<Assignment> assignments() {
        return assignments;
    }

    /// Groups by a field. A multivalue field puts a row into the group of each of its values.
    void by(String field) {
        by(field, false);
    }

    /// As [#by(String)].
    ///
    /// @param eachOnce whether a value that a row has several times counts once
    void by(String field, boolean eachOnce) {
        Expr value = planning.field(field, rows.schema());
        if (value.type() == Type.LIST) {
            Column each = planning.column(Type.TEXT);
            Expr different = eachOnce ? call(Op.LIST_DISTINCT, Type.LIST, value) : value;
            rows = Mvexpand.of(rows, different, each, planning);
            keys.put(field, each);
        } else {
            keys.put(field, materialise(keyOf(value)));
        }
    }

    void by(String name, Expr value) {
        keys.put(name, materialise(value));
    }

    private static Expr keyOf(Expr value) {
        return switch (value.type()) {
            case TIME, NUMBER -> value;
            case EXACT -> Coerce.number(value);
            case TEXT, BOOLEAN, LIST, ANY -> Coerce.text(value);
        };
    }

    /// Leaves out rows that lack a key.
    void dropIncomplete() {
        List<Expr> uncertain = keys.values().stream()
                .<Expr>map(key -> key)
                .filter(key -> !Certain.is(key, rows.plan()))
                .toList();
        if (!uncertain.isEmpty()) {
            rows = rows.filter(Conditions.allPresent(uncertain));
        }
    }

    /// Numbers the rows in their order, for aggregates that depend on it.
    void number(Column number) {
        rows = RowNumbers.add(rows, number);
    }

    void aggregate(List<Aggregation> aggregations) {
        aggregate(aggregations, false);
    }

    /// @param allNumbers whether numeric aggregates have no result where a value is no number
    void aggregate(List<Aggregation> aggregations, boolean allNumbers) {
        Column number = null;
        if (aggregations.stream().anyMatch(written -> Aggregates.needsOrder(written, rows.schema()))) {
            number = planning.column(Type.NUMBER);
            number(number);
        }
        for (Aggregation written : aggregations) {
            List<String> matching =
                    written.field() == null ? List.of() : rows.schema().expand(written.field());
            for (Aggregation aggregation : written.expand(matching)) {
                add(aggregation, aggregation.name(), UnaryOperator.identity(), number);
                if (allNumbers && Aggregates.isNumeric(aggregation)) {
                    countTexts(aggregation);
                }
            }
        }
    }

    private void countTexts(Aggregation aggregation) {
        Expr value = value(aggregation);
        if (!value.type().isNumeric()) {
            Expr text =
                    Conditions.and(Conditions.present(value), Conditions.not(Conditions.present(Coerce.number(value))));
            Column count = planning.column(Type.NUMBER);
            assignments.add(new Assignment(count, call(Op.COUNT, Type.NUMBER, materialise(onlyTrue(text)))));
            texts.put(aggregation.name(), count);
        }
    }

    /// The rows with results only where all values are numbers, of the aggregates for which that was asked.
    Relation ofNumbers(Relation results) {
        var checked = new ArrayList<Assignment>();
        texts.forEach((name, count) -> {
            Column value = Objects.requireNonNull(values.get(name));
            Column own = planning.column(value.type());
            Expr none = call(Op.EQ, Type.BOOLEAN, count, new Num(0));
            checked.add(new Assignment(own, call(Op.IF, value.type(), none, value, new Null(value.type()))));
            values.put(name, own);
        });
        return results.extend(checked);
    }

    /// Adds one aggregate of values that are changed before, for instance to nothing for another series' rows.
    void add(Aggregation aggregation, String name, UnaryOperator<Expr> change, @Nullable Column number) {
        Expr value = change.apply(value(aggregation));
        var site = Aggregates.Site.of(rows.schema(), number);
        add(name, Aggregates.resolve(aggregation, value, site, planning));
    }

    void add(String name, Call call) {
        Call extreme = extremeOfNumbers(call);
        Call aggregate = extreme == null ? withArguments(call) : extreme;
        Column result = planning.column(aggregate.type());
        assignments.add(new Assignment(result, aggregate));
        values.put(name, result);
    }

    private Call withArguments(Call call) {
        List<Expr> args = new ArrayList<>();
        call.args().forEach(arg -> args.add(argument(arg)));
        if (call.op() == Op.SUM || call.op() == Op.AVG) {
            Expr written = call.args().getFirst();
            if (areBillionths(written)) {
                Op known = call.op() == Op.SUM ? Op.SUM_BILLIONTHS : Op.AVG_BILLIONTHS;
                return new Call(known, parts(args.getFirst(), written, true), call.type());
            }
            args.addAll(parts(args.getFirst(), written, call.op() == Op.SUM));
        }
        return new Call(call.op(), args, call.type());
    }

    /// A number in two parts that are added up: its billionths, if it is just these, or else itself; or the nearest
    /// billionths and what is beyond.
    private List<Expr> parts(Expr number, Expr written, boolean proven) {
        Op first = proven ? Op.BILLIONTHS : Op.NEAREST_BILLIONTHS;
        Op second = proven ? Op.NO_BILLIONTHS : Op.BEYOND_BILLIONTHS;
        Expr billionths = materialise(call(first, Type.NUMBER, number, written));
        return List.of(billionths, materialise(call(second, Type.NUMBER, number, billionths, written)));
    }

    /// Whether it is an attribute, or is one where that is there, of which only billionths are known.
    private boolean areBillionths(Expr number) {
        return number instanceof Call(Op op, List<Expr> of, Type _)
                && (op == Op.COALESCE
                        ? areBillionths(of.getFirst())
                        : op == Op.NUMBER_OF_ANY
                                && of.getFirst() instanceof Expr.Attribute attribute
                                && planning.areBillionths(attribute));
    }

    /// The least or greatest value of an attribute of which only numbers are known; null of anything else.
    private @Nullable Call extremeOfNumbers(Call call) {
        boolean least = call.op() == Op.MIN_ANY;
        if ((!least && call.op() != Op.MAX_ANY)
                || !(call.args().getLast() instanceof Call(Op _, List<Expr> of, Type _))
                || !(of.getFirst() instanceof Expr.Attribute attribute)
                || !planning.areNumbers(attribute)) {
            return null;
        }
        Expr number = argument(call.args().getFirst());
        Expr text = call.args().getLast();
        Expr others = materialise(call(Op.NO_NUMBER, Type.TEXT, number, text, text));
        return new Call(least ? Op.MIN_NUMBERS : Op.MAX_NUMBERS, List.of(number, others), Type.NUMBER);
    }

    private Expr value(Aggregation aggregation) {
        Aggregates.check(aggregation, planning);
        if (aggregation.value() != null) {
            Expr value = new Expressions(rows.schema(), planning).resolve(aggregation.value());
            return value.type() == Type.BOOLEAN ? onlyTrue(value) : value;
        }
        if (aggregation.field() != null) {
            return planning.field(aggregation.field(), rows.schema());
        }
        if (!Aggregates.isCount(aggregation)) {
            throw planning.error(
                    aggregation.at(),
                    "`%s` needs a field".formatted(aggregation.function()),
                    "Write %s(field).".formatted(aggregation.function()));
        }
        return new Num(1);
    }

    private static Expr onlyTrue(Expr condition) {
        return call(Op.IF, Type.NUMBER, condition, new Num(1), new Null(Type.NUMBER));
    }

    private Expr argument(Expr value) {
        return value instanceof Column || value instanceof Num || value instanceof Null ? value : materialise(value);
    }

    Column materialise(Expr value) {
        return computed.computeIfAbsent(value, each -> {
            Column column = planning.column(each.type());
            rows = rows.extend(List.of(new Assignment(column, each)));
            return column;
        });
    }

    /// One row per combination of the keys, ordered by them.
    Relation grouped(String command) {
        var groups = new ArrayList<Assignment>();
        var columns = new LinkedHashMap<String, Expr>();
        keys.forEach((name, key) -> {
            Column group = planning.column(key.type());
            groups.add(new Assignment(group, key));
            columns.put(name, group);
        });
        List<Expr> ordering = List.copyOf(columns.values());
        var plan = new Plan.Aggregate(rows.plan(), groups, List.copyOf(assignments));
        Relation results = ofNumbers(new Relation(plan, Schema.closed(columns, command), Order.NONE));
        columns.putAll(values);
        return ordered(results.with(Schema.closed(columns, command)), ordering);
    }

    private Relation ordered(Relation relation, List<Expr> by) {
        var columns = new ArrayList<Assignment>();
        var order = new ArrayList<Order.Key>();
        for (Expr key : by) {
            for (Expr part : Sort.parts(key, "auto")) {
                Column column = part instanceof Column same ? same : planning.column(part.type());
                if (!column.equals(part)) {
                    columns.add(new Assignment(column, part));
                }
                order.add(new Order.Key(column, false));
            }
        }
        return relation.extend(columns).with(new Order(order));
    }
}
