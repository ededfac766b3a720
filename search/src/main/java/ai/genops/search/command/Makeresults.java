package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;

/// `| makeresults count=3`: so many rows with the present time, to try something out.
record Makeresults(long count) implements Command.Source {
    private static final long MOST = 1_000_000;

    static Makeresults read(Cursor in) {
        long count = in.option("count") == null ? 1 : Numbers.required(in);
        if (count > MOST) {
            throw in.error("at most %,d rows".formatted(MOST), null);
        }
        return new Makeresults(count);
    }

    @Override
    public Relation open(Planning planning) {
        var number = planning.column(Type.NUMBER);
        var rows = new Plan.Rows((int) count, number);
        var empty = Schema.closed(new LinkedHashMap<>(), "makeresults");
        Expr now =
                Expr.call(Op.TIME_OF_NUMBER, Type.TIME, new Num(planning.now().toEpochMilli() / 1000.0));
        return new Relation(rows, empty, Order.by(new Order.Key(number, false)))
                .define("_time", planning.column(Type.TIME), now);
    }
}
