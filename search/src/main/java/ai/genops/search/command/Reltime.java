package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// `reltime` and `reltime timefield=t prefix=last_`: how long ago an event was, as `5 days ago` in the field
/// `reltime`. Splunk, Search Reference, `reltime`.
record Reltime(String field, String prefix) implements Command.Step {
    private static final Map<String, Integer> SECONDS = seconds();

    private static Map<String, Integer> seconds() {
        var units = new LinkedHashMap<String, Integer>();
        units.put("second", 1);
        units.put("minute", 60);
        units.put("hour", 3_600);
        units.put("day", 86_400);
        units.put("month", 30 * 86_400);
        units.put("year", 365 * 86_400);
        return units;
    }

    static Reltime read(Cursor in) {
        var read = new Reltime("_time", "");
        for (String option = in.option("timefield", "prefix");
                option != null;
                option = in.option("timefield", "prefix")) {
            String value = in.optionValue();
            read = option.equals("prefix") ? new Reltime(read.field, value) : new Reltime(value, read.prefix);
        }
        UnknownOption.refuse(in, "reltime", "timefield", "prefix");
        return read;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        double now = ChronoUnit.MICROS.between(Instant.EPOCH, planning.now()) / 1e6;
        Expr time = Coerce.number(planning.field(field, input.schema()));
        Expr distance = call(Op.SUBTRACT, Type.NUMBER, new Num(now), time);
        Expr past = call(Op.ABS, Type.NUMBER, distance);
        Expr text = new Text("now");
        for (Map.Entry<String, Integer> unit : SECONDS.entrySet()) {
            Expr count = call(Op.FLOOR, Type.NUMBER, call(Op.DIVIDE, Type.NUMBER, past, new Num(unit.getValue())));
            Expr several = call(Op.GE, Type.BOOLEAN, count, new Num(2));
            Expr name =
                    call(Op.IF, Type.TEXT, several, new Text(" " + unit.getKey() + "s"), new Text(" " + unit.getKey()));
            Expr here = call(Op.CONCAT, Type.TEXT, Coerce.text(count), name);
            text = call(Op.IF, Type.TEXT, call(Op.GE, Type.BOOLEAN, count, new Num(1)), here, text);
        }
        Expr ago = call(
                Op.IF,
                Type.TEXT,
                call(Op.GE, Type.BOOLEAN, distance, new Num(0)),
                new Text(" ago"),
                new Text(" from now"));
        Expr whole = call(
                Op.IF,
                Type.TEXT,
                call(Op.LT, Type.BOOLEAN, past, new Num(1)),
                new Text("now"),
                call(Op.CONCAT, Type.TEXT, text, ago));
        Expr shown = call(Op.IF, Type.TEXT, call(Op.IS_NULL, Type.BOOLEAN, time), new Expr.Null(Type.TEXT), whole);
        return input.define(prefix + "reltime", planning.column(Type.TEXT), shown);
    }
}
