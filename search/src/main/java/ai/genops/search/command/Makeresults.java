package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `| makeresults count=3`: so many rows with the present time, to try something out. `annotate=true` adds the usual
/// fields of an event, empty; `format=csv data="a,b\n1,2"` and `format=json data="[{...}]"` give these rows. Splunk,
/// Search Reference, `makeresults`.
record Makeresults(long count, boolean annotate, @Nullable Grid data) implements Command.Source {
    private static final long MOST = 1_000_000;

    Makeresults(long count) {
        this(count, false, null);
    }

    static Makeresults read(Cursor in) {
        long count = 1;
        boolean annotate = false;
        String format = "";
        Grid data = null;
        for (String option = option(in); option != null; option = option(in)) {
            int at = in.here();
            switch (option) {
                case "count" -> count = Numbers.required(in);
                case "annotate" -> annotate = Numbers.flag(in);
                case "format" -> format = in.optionValue();
                case "data" -> data = Texts.rows(format, in.optionValue(), in, at);
                default -> in.optionValue();
            }
        }
        if (count > MOST) {
            throw in.error("at most %,d rows".formatted(MOST), null);
        }
        return new Makeresults(count, annotate, data);
    }

    private static @Nullable String option(Cursor in) {
        return in.option("count", "annotate", "format", "data", "splunk_server", "splunk_server_group");
    }

    @Override
    public Relation open(Planning planning) {
        if (data != null) {
            return Rows.of(data, "makeresults", planning);
        }
        var number = planning.column(Type.NUMBER);
        var rows = new Plan.Rows((int) count, number);
        var empty = Schema.closed(new LinkedHashMap<>(), "makeresults");
        Expr now = call(Op.TIME_OF_NUMBER, Type.TIME, new Num(planning.now().toEpochMilli() / 1000.0));
        Relation result = new Relation(rows, empty, Order.by(new Order.Key(number, false)))
                .define("_time", planning.column(Type.TIME), now);
        for (String name : annotate ? List.of("_raw", "host", "source", "sourcetype") : List.<String>of()) {
            result = result.define(name, planning.column(Type.TEXT), new Null(Type.TEXT));
        }
        return result;
    }
}
