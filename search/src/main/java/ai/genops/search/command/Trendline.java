package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `trendline sma5(x) AS trend wma5(x) ema5(x)`: the moving average over the last rows, plain, with the latest weighing
/// most, or [exponential][MovingAverage]; nothing before there are so many. Splunk, Search Reference, `trendline`.
record Trendline(List<Trend> trends) implements Command.Step {
    private static final Pattern KIND = Pattern.compile("(sma|ema|wma)(\\d{1,5})");

    record Trend(String kind, long period, String field, String target) {}

    static Trendline read(Cursor in) {
        var trends = new ArrayList<Trend>();
        do {
            int at = in.here();
            String written = in.word();
            Matcher kind = KIND.matcher(written.toLowerCase(Locale.ROOT));
            if (!kind.matches()) {
                throw in.errorAt(
                        at,
                        "`trendline` knows sma, wma and ema with a period, found `%s`".formatted(written),
                        "Example: trendline sma5(x)");
            }
            long period = Long.parseLong(kind.group(2));
            if (period < 2 || period > 10_000) {
                throw in.errorAt(at, "the period must be from 2 to 10,000, is %d".formatted(period), null);
            }
            in.expect("(", "before the field");
            String field = in.name("a field");
            in.expect(")", "after the field");
            String target = in.acceptWord("as") ? in.name("the new name") : written + "(" + field + ")";
            trends.add(new Trend(kind.group(1), period, field, target));
            in.accept(",");
        } while (!in.atEnd());
        return new Trendline(List.copyOf(trends));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation rows = input;
        for (Trend trend : trends) {
            rows = trend.kind().equals("ema")
                    ? MovingAverage.exponential(rows, trend, planning)
                    : add(rows, trend, planning);
        }
        return rows;
    }

    private static Relation add(Relation input, Trend trend, Planning planning) {
        Column value = planning.column(Type.NUMBER);
        Column number = planning.column(Type.NUMBER);
        Relation rows = input.extend(
                List.of(new Assignment(value, Coerce.number(planning.field(trend.field(), input.schema())))));
        rows = RowNumbers.add(rows, number);
        Column average = planning.column(Type.NUMBER);
        Column count = planning.column(Type.NUMBER);
        boolean weighted = trend.kind().equals("wma");
        Op op = weighted ? Op.WEIGHTED_AVG : Op.AVG;
        rows = Series.window(
                rows,
                new Frame(true, trend.period(), true),
                new Assignment(average, weighted ? call(op, Type.NUMBER, value, number) : call(op, Type.NUMBER, value)),
                new Assignment(count, call(Op.COUNT, Type.NUMBER, value)));
        Expr full = call(Op.EQ, Type.BOOLEAN, count, new Num(trend.period()));
        Expr shown = call(Op.IF, Type.NUMBER, full, average, new Null(Type.NUMBER));
        return rows.define(trend.target(), planning.column(Type.NUMBER), shown);
    }
}
