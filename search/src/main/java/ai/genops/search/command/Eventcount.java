package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.SearchParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `| eventcount summarize=false index=*`: events per index, whatever the search's time; also bytes on disk and
/// the first and last time, which Splunk leaves to other commands and strict mode to them, too.
record Eventcount(boolean summarize, boolean reportsSize, List<Condition> indexes) implements Command.Source {

    static Eventcount read(Cursor in) {
        boolean summarize = true;
        boolean reportsSize = false;
        var indexes = new ArrayList<Condition>();
        while (!in.atEnd()) {
            String option = in.option("summarize", "report_size", "list_vix");
            if (option != null) {
                boolean value = Numbers.flag(in);
                summarize = option.equals("summarize") ? value : summarize;
                reportsSize = option.equals("report_size") ? value : reportsSize;
            } else if (in.option("index") != null) {
                indexes.add(SearchParser.index(in.optionValue(), in.here()));
            } else {
                throw in.error(
                        "`eventcount` does not take %s".formatted(in.found()), "Example: index=* summarize=false");
            }
        }
        return new Eventcount(summarize, reportsSize, List.copyOf(indexes));
    }

    @Override
    public Relation open(Planning planning) {
        var columns = new LinkedHashMap<String, Expr>();
        for (String name : List.of("index", "count", "size_bytes", "earliest_time", "latest_time")) {
            Type type = name.equals("index") ? Type.TEXT : name.endsWith("_time") ? Type.TIME : Type.NUMBER;
            columns.put(name, planning.column(type));
        }
        Condition wanted = indexes.isEmpty() ? SearchParser.index("*", 0) : new Condition.Or(indexes);
        List<String> datasets = Indexes.choose(wanted, planning);
        var plan = new Plan.Inventory(
                datasets,
                planning.catalog().files(datasets, TimeRange.ALL),
                (Column) columns.sequencedValues().getFirst(),
                column(columns, "count"),
                column(columns, "size_bytes"),
                column(columns, "earliest_time"),
                column(columns, "latest_time"));
        var order = Order.by(new Order.Key(plan.name(), false));
        if (planning.isStrict()) {
            columns.keySet().removeIf(name -> name.endsWith("_time") || (name.equals("size_bytes") && !reportsSize));
        }
        var relation = new Relation(plan, Schema.closed(columns, "eventcount"), order);
        return summarize ? total(relation, plan.count(), planning) : relation;
    }

    private static Column column(LinkedHashMap<String, Expr> columns, String name) {
        return (Column) java.util.Objects.requireNonNull(columns.get(name));
    }

    private static Relation total(Relation input, Column count, Planning planning) {
        Column sum = planning.column(Type.EXACT);
        var value = new Assignment(sum, Expr.call(Op.SUM, Type.EXACT, count));
        var columns = new LinkedHashMap<String, Expr>();
        columns.put("count", sum);
        var plan = new Plan.Aggregate(input.plan(), List.of(), List.of(value));
        return new Relation(plan, Schema.closed(columns, "eventcount"), Order.NONE);
    }
}
