package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `top 5 model by team`: the most frequent combinations of values (`rare`: the least frequent), ten if it does
/// not say how many, with their count and share in percent. With `useother=t` a row of all the others. Splunk,
/// Search Reference, `top`, `rare`.
record Top(boolean rare, long limit, List<String> fields, List<String> by, Show show) implements Command.Step {
    /// @param count name of the column, null for none
    /// @param other value of the row of all others, null for none
    record Show(
            @Nullable String count,
            @Nullable String percent,
            @Nullable String other) {}

    static Top readTop(Cursor in) {
        return read(in, false);
    }

    static Top readRare(Cursor in) {
        return read(in, true);
    }

    private static Top read(Cursor in, boolean rare) {
        var options = new TopOptions();
        options.limit = Character.isDigit(in.peek()) ? Numbers.required(in) : options.limit;
        options.read(rare ? "rare" : "top", in);
        List<String> fields = FieldLists.readUntil(in, TopOptions.STOPS);
        options.read(rare ? "rare" : "top", in);
        List<String> by = in.acceptWord("by") ? FieldLists.readUntil(in, TopOptions.STOPS) : List.of();
        options.read(rare ? "rare" : "top", in);
        return new Top(rare, options.limit, fields, by, options.show());
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var grouping = new Grouping(input, planning);
        by.forEach(grouping::by);
        fields.forEach(grouping::by);
        grouping.dropIncomplete();
        grouping.aggregate(List.of(new Aggregation("count", null, null, "count", false, 0)));
        Relation counted = grouping.grouped("top");
        Column count = Objects.requireNonNull(grouping.values().get("count"));
        List<Column> keys = List.copyOf(counted.schema().columns().sequencedValues().stream()
                .limit(by.size() + fields.size())
                .map(key -> (Column) key)
                .toList());
        List<Expr> groups = List.copyOf(keys.subList(0, by.size()));
        Column total = planning.column(Type.EXACT);
        var sum = new Assignment(total, call(Op.SUM, Type.EXACT, count));
        var window = new Plan.Window(counted.plan(), groups, Order.NONE, Frame.WHOLE, List.of(sum));
        Order order = Order.by(new Order.Key(count, !rare)).then(counted.order());
        Column number = planning.column(Type.NUMBER);
        Relation ranked = RowNumbers.add(new Relation(window, counted.schema(), order), groups, number);
        Relation all =
                show.other() == null || limit == 0 ? ranked : gathered(ranked, keys, count, total, number, planning);
        return shown(all, count, total, number, planning);
    }

    /// All rows beyond the limit as one.
    private Relation gathered(
            Relation ranked, List<Column> keys, Column count, Column total, Column number, Planning planning) {
        Expr beyond = call(Op.GT, Type.BOOLEAN, number, new Num(limit));
        Column sum = planning.column(Type.EXACT);
        var groups = new ArrayList<Assignment>();
        var rest = new ArrayList<Assignment>();
        var top = new ArrayList<Assignment>();
        for (int i = 0; i < keys.size(); i++) {
            Column key = keys.get(i);
            Column own = planning.column(key.type());
            if (i < by.size()) {
                groups.add(new Assignment(own, key));
            }
            Expr other = new Text(Objects.requireNonNull(show.other()));
            rest.add(new Assignment(key, i < by.size() ? own : Coerce.to(key.type(), other)));
            top.add(new Assignment(key, key));
        }
        Column all = planning.column(Type.EXACT);
        var sums = List.of(
                new Assignment(sum, call(Op.SUM, Type.EXACT, count)),
                new Assignment(all, call(Op.MAX, Type.EXACT, total)));
        var gathered = new Plan.Aggregate(new Plan.Filter(ranked.plan(), beyond), groups, sums);
        rest.add(new Assignment(count, Coerce.number(sum)));
        rest.add(new Assignment(total, all));
        rest.add(new Assignment(number, new Num(limit + 1)));
        top.add(new Assignment(count, count));
        top.add(new Assignment(total, total));
        top.add(new Assignment(number, number));
        var within = new Plan.Filter(ranked.plan(), Conditions.not(beyond));
        var some = new Plan.Filter(gathered, Conditions.present(sum));
        var order = new ArrayList<Order.Key>();
        keys.subList(0, by.size()).forEach(group -> order.add(new Order.Key(group, false)));
        order.add(new Order.Key(number, false));
        return new Relation(
                new Plan.Union(List.of(within, some), List.of(top, rest)), ranked.schema(), new Order(order));
    }

    private Relation shown(Relation rows, Column count, Column total, Column number, Planning planning) {
        var columns = new LinkedHashMap<String, Expr>(rows.schema().columns());
        columns.remove("count", count);
        Relation result = rows;
        if (limit > 0 && show.other() == null) {
            var groupOrder = new ArrayList<Order.Key>();
            columns.sequencedValues().stream()
                    .limit(by.size())
                    .forEach(group -> groupOrder.add(new Order.Key((Column) group, false)));
            result = rows.filter(call(Op.LE, Type.BOOLEAN, number, new Num(limit)))
                    .with(new Order(groupOrder).then(rows.order()));
        }
        if (show.count() != null) {
            columns.put(show.count(), count);
        }
        if (show.percent() != null) {
            Column share = planning.column(Type.NUMBER);
            result = result.extend(List.of(new Assignment(share, share(count, total))));
            columns.put(show.percent(), share);
        }
        return result.with(Schema.closed(columns, rare ? "rare" : "top"));
    }

    private static Expr share(Expr count, Column total) {
        Expr part = call(Op.DIVIDE, Type.NUMBER, count, Coerce.number(total));
        Expr percent = call(Op.MULTIPLY, Type.NUMBER, part, new Num(100));
        return call(Op.ROUND, Type.NUMBER, percent, new Num(6));
    }
}
