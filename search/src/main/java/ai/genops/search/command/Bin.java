package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Span;
import ai.genops.search.plan.Type;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Cursor;
import org.jspecify.annotations.Nullable;

/// `bin _time span=5m`, `bin size span=100 as range`: puts times and numbers into spans. A time becomes the
/// start of its span, a number a text such as `100-200`.
record Bin(String field, @Nullable String span, String target, int at) implements Command.Step {
    private static final String EXAMPLE = "Examples: span=5m, span=1d, span=100.";

    static Bin read(Cursor in) {
        String span = span(in, null);
        int at = in.here();
        String field = in.name("a field");
        span = span(in, span);
        String target = in.acceptWord("as") ? in.name("the new name") : field;
        return new Bin(field, span(in, span), target, at);
    }

    private static @Nullable String span(Cursor in, @Nullable String before) {
        String span = before;
        for (String option = in.option("span", "minspan", "bins", "aligntime"); option != null; ) {
            int at = in.here();
            String value = in.optionValue();
            if (!option.equals("span")) {
                throw new SearchException("`bin` does not know %s= yet".formatted(option), in.text(), at, EXAMPLE);
            }
            span = value;
            option = in.option("span", "minspan", "bins", "aligntime");
        }
        return span;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = planning.field(field, input.schema());
        Expr binned = value.type() == Type.TIME || field.equals("_time")
                ? timeSpan(planning).bin(Coerce.time(value), planning.zone())
                : numberSpan(Coerce.number(value), planning);
        return input.define(target, planning.column(binned.type()), binned);
    }

    private Span timeSpan(Planning planning) {
        if (span == null) {
            return Spans.automatic(planning.range());
        }
        Span parsed = Span.parse(span);
        if (parsed == null) {
            throw planning.error(at, "`span=%s` is not a span of time".formatted(span), EXAMPLE);
        }
        return parsed;
    }

    private Expr numberSpan(Expr number, Planning planning) {
        if (span == null || !(Coerce.number(new Text(span)) instanceof Num(double width) && width > 0)) {
            throw planning.error(
                    at, "a span greater than 0 expected for the numbers of `%s`".formatted(field), EXAMPLE);
        }
        Expr index = call(Op.FLOOR, Type.NUMBER, call(Op.DIVIDE, Type.NUMBER, number, new Num(width)));
        Expr start = call(Op.MULTIPLY, Type.NUMBER, index, new Num(width));
        Expr end = call(Op.ADD, Type.NUMBER, start, new Num(width));
        Expr from = call(Op.CONCAT, Type.TEXT, Coerce.text(start), new Text("-"));
        return call(Op.CONCAT, Type.TEXT, from, Coerce.text(end));
    }
}
