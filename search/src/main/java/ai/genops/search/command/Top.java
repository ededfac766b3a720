package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
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

/// `top 5 model by team`: the most frequent combinations of values (`rare`: the least frequent), ten if it does
/// not say how many, with their count and share in percent.
record Top(boolean rare, long limit, List<String> fields, List<String> by, boolean percent) implements Command.Step {

    static Top readTop(Cursor in) {
        return read(in, false);
    }

    static Top readRare(Cursor in) {
        return read(in, true);
    }

    private static Top read(Cursor in, boolean rare) {
        long limit = Character.isDigit(in.peek()) ? Numbers.required(in) : 10;
        boolean percent = true;
        for (String option = option(in); option != null; option = option(in)) {
            switch (option) {
                case "limit" -> limit = Numbers.required(in);
                case "showperc" -> percent = Numbers.flag(in);
                default -> Numbers.flag(in);
            }
        }
        List<String> fields = FieldLists.readUntil(in, "by");
        return new Top(rare, limit, fields, in.acceptWord("by") ? FieldLists.read(in) : List.of(), percent);
    }

    private static @org.jspecify.annotations.Nullable String option(Cursor in) {
        return in.option("limit", "showperc", "useother");
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var grouping = new Grouping(input, planning);
        by.forEach(grouping::by);
        fields.forEach(grouping::by);
        grouping.dropIncomplete();
        grouping.aggregate(List.of(new Aggregation("count", null, null, "count", false, 0)));
        Relation counted = grouping.grouped("top");
        Expr count = planning.field("count", counted.schema());
        List<Expr> groups = by.stream()
                .map(field -> planning.field(field, counted.schema()))
                .toList();
        Column total = planning.column(Type.EXACT);
        var sum = new Assignment(total, call(Op.SUM, Type.EXACT, count));
        var window = new Plan.Window(counted.plan(), groups, Order.NONE, Frame.WHOLE, List.of(sum));
        Column share = planning.column(Type.NUMBER);
        var shares = new Plan.Extend(window, List.of(new Assignment(share, share(count, total))));
        Order order = Order.by(new Order.Key((Column) count, !rare)).then(counted.order());
        var columns = new LinkedHashMap<String, Expr>(counted.schema().columns());
        if (percent) {
            columns.put("percent", share);
        }
        return cut(new Relation(shares, Schema.closed(columns, rare ? "rare" : "top"), order), groups, planning);
    }

    private Relation cut(Relation rows, List<Expr> groups, Planning planning) {
        if (limit == 0) {
            return rows;
        }
        Column number = planning.column(Type.NUMBER);
        var groupOrder = new ArrayList<Order.Key>();
        groups.forEach(group -> groupOrder.add(new Order.Key((Column) group, false)));
        return RowNumbers.add(rows, groups, number)
                .filter(call(Op.LE, Type.BOOLEAN, number, new Num(limit)))
                .with(new Order(groupOrder).then(rows.order()));
    }

    private static Expr share(Expr count, Column total) {
        Expr part = call(Op.DIVIDE, Type.NUMBER, count, Coerce.number(total));
        Expr percent = call(Op.MULTIPLY, Type.NUMBER, part, new Num(100));
        return call(Op.ROUND, Type.NUMBER, percent, new Num(6));
    }
}
