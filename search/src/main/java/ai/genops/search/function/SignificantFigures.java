package ai.genops.search.function;

import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.BOOLEAN;
import static ai.genops.search.plan.Type.NUMBER;
import static ai.genops.search.plan.Type.TEXT;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Schema;
import ai.genops.search.spl.Eval;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `sigfig(1.00 * 1111)`, 1110: a calculation rounded as its operands are exact. A product is as exact as the operand
/// with the fewest significant figures, a sum as the one with the fewest decimals. Zeros that somebody wrote count;
/// those of a field count if it is a text. Rules: Splunk, Search Reference, "Mathematical functions", `sigfig`.
final class SignificantFigures {
    private static final Pattern WRITTEN = Pattern.compile("[0-9]*\\.?[0-9]*(?:[eE][+-]?[0-9]+)?");

    private final Schema schema;
    private final Planning planning;

    /// @param figures how many are significant
    /// @param decimals down to which it is exact, negative: to tens, hundreds
    private record Measured(Expr figures, Expr decimals) {}

    SignificantFigures(Schema schema, Planning planning) {
        this.schema = schema;
        this.planning = planning;
    }

    Expr resolve(List<Eval> args, int at) {
        if (args.size() != 1) {
            throw planning.error(at, "`sigfig` takes 1 arguments, here are %d".formatted(args.size()), null);
        }
        return call(Op.ROUND, NUMBER, value(args.getFirst()), measure(args.getFirst()).decimals);
    }

    private Expr value(Eval eval) {
        return Coerce.number(new Expressions(schema, planning).resolve(eval));
    }

    private Measured measure(Eval eval) {
        return switch (eval) {
            case Eval.Num number -> written(number);
            case Eval.Negative(Eval inner, var _) -> measure(inner);
            case Eval.Binary(String operator, Eval left, Eval right, var _)
            when "*/%".contains(operator) -> product(eval, measure(left), measure(right));
            case Eval.Binary(String operator, Eval left, Eval right, var _)
            when "+-".contains(operator) -> sum(eval, measure(left), measure(right));
            default -> said(eval);
        };
    }

    private Measured product(Eval eval, Measured left, Measured right) {
        Expr figures = fewer(left.figures, right.figures);
        return new Measured(figures, call(Op.SUBTRACT, NUMBER, figures, digits(eval)));
    }

    private Measured sum(Eval eval, Measured left, Measured right) {
        Expr decimals = fewer(left.decimals, right.decimals);
        return new Measured(call(Op.ADD, NUMBER, decimals, digits(eval)), decimals);
    }

    /// How many digits stand before the point; 0 and less for what is smaller than one.
    private Expr digits(Eval eval) {
        Expr power = call(Op.LOG, NUMBER, call(Op.ABS, NUMBER, value(eval)), new Num(10));
        Expr exact = call(Op.FLOOR, NUMBER, call(Op.ROUND, NUMBER, power, new Num(12)));
        return call(Op.ADD, NUMBER, call(Op.COALESCE, NUMBER, exact, new Num(0)), new Num(1));
    }

    private static Expr fewer(Expr left, Expr right) {
        return call(Op.IF, NUMBER, call(Op.LT, BOOLEAN, left, right), left, right);
    }

    /// A number as it stands in the query.
    private Measured written(Eval.Num number) {
        Matcher text = WRITTEN.matcher(planning.text());
        var decimal = BigDecimal.valueOf(number.value());
        if (number.at() < planning.text().length() && text.find(number.at()) && isSame(text.group(), number.value())) {
            decimal = new BigDecimal(text.group());
        }
        return new Measured(new Num(decimal.precision()), new Num(decimal.scale()));
    }

    private static boolean isSame(String text, double value) {
        try {
            return new BigDecimal(text).doubleValue() == value;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// A number as a field says it.
    private Measured said(Eval eval) {
        Expr text = call(
                Op.REPLACE,
                TEXT,
                Coerce.text(new Expressions(schema, planning).resolve(eval)),
                new Text("[eE].*"),
                new Text(""));
        Expr digits = call(
                Op.REPLACE,
                TEXT,
                call(Op.REPLACE, TEXT, text, new Text("[^0-9]"), new Text("")),
                new Text("^0+"),
                new Text(""));
        Expr decimals = call(Op.REPLACE, TEXT, text, new Text("^[^.]*[.]?"), new Text(""));
        return new Measured(call(Op.LENGTH, NUMBER, digits), call(Op.LENGTH, NUMBER, decimals));
    }
}
