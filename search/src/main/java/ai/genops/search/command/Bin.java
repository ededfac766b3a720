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
import ai.genops.search.spl.Cursor;
import org.jspecify.annotations.Nullable;

/// `bin _time span=5m`, `bin size span=100 as range`: puts times and numbers into spans. A time becomes the
/// start of its span, a number a text such as `100-200`.
record Bin(String field, @Nullable String span, long bins, String target, int at) implements Command.Step {
    private static final String EXAMPLE = "Examples: span=5m, span=1d, span=100.";

    static Bin read(Cursor in) {
        Bin bin = new Bin("", null, Spans.DEFAULT_BINS, "", 0).options(in);
        int at = in.here();
        String field = in.name("a field");
        bin = bin.options(in);
        String target = in.acceptWord("as") ? in.name("the new name") : field;
        bin = bin.options(in);
        return new Bin(field, bin.span, bin.bins, target, at);
    }

    private Bin options(Cursor in) {
        Bin read = this;
        for (String option = option(in); option != null; option = option(in)) {
            int at = in.here();
            read = switch (option) {
                case "span" -> new Bin(field, in.optionValue(), read.bins, target, at);
                case "bins" -> new Bin(field, read.span, Math.max(Numbers.required(in), 1), target, at);
                default -> throw in.errorAt(at, "`bin` takes no %s=".formatted(option), EXAMPLE);
            };
        }
        return read;
    }

    private static @Nullable String option(Cursor in) {
        return in.option("span", "bins", "minspan", "aligntime", "start", "end");
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
            return Spans.automatic(planning.range(), bins, null);
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
