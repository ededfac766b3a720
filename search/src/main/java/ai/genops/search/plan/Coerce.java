package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr.Flag;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes an expression one of another type. What cannot be converted is null when the query runs, never an
/// error.
public final class Coerce {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,200}(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?");

    private Coerce() {}

    public static Expr number(Expr value) {
        return switch (value) {
            case Null _ -> new Null(Type.NUMBER);
            case Text(String text) -> numberOf(text);
            default ->
                switch (value.type()) {
                    case NUMBER -> value;
                    case EXACT -> call(Op.NUMBER_OF_EXACT, Type.NUMBER, value);
                    case TEXT -> call(Op.NUMBER_OF_TEXT, Type.NUMBER, value);
                    case BOOLEAN -> call(Op.NUMBER_OF_BOOLEAN, Type.NUMBER, value);
                    case TIME -> call(Op.NUMBER_OF_TIME, Type.NUMBER, value);
                    case LIST -> call(Op.NUMBER_OF_LIST, Type.NUMBER, value);
                    case ANY -> call(Op.NUMBER_OF_ANY, Type.NUMBER, value);
                };
        };
    }

    public static Expr text(Expr value) {
        return switch (value) {
            case Null _ -> new Null(Type.TEXT);
            case Num(double number) -> new Text(textOf(number));
            case Flag(boolean flag) -> new Text(flag ? "true" : "false");
            default ->
                switch (value.type()) {
                    case TEXT -> value;
                    case NUMBER -> call(Op.TEXT_OF_NUMBER, Type.TEXT, value);
                    case EXACT -> call(Op.TEXT_OF_EXACT, Type.TEXT, value);
                    case BOOLEAN -> call(Op.TEXT_OF_BOOLEAN, Type.TEXT, value);
                    case TIME -> call(Op.TEXT_OF_NUMBER, Type.TEXT, number(value));
                    case LIST -> call(Op.TEXT_OF_LIST, Type.TEXT, value);
                    case ANY -> each(value, Op.TEXT_OF_ANY, Type.TEXT, Coerce::text);
                };
        };
    }

    /// Where one of several values counts, each as text or list: so an attribute can be read as one, and a number is
    /// written as numbers are.
    private static Expr each(Expr value, Op ofAny, Type type, UnaryOperator<Expr> to) {
        if (value instanceof Expr.Call(Op op, List<Expr> args, var _)) {
            if (op == Op.ANY_OF) {
                return to.apply(args.getFirst());
            }
            if (op == Op.IF) {
                return call(Op.IF, type, args.getFirst(), to.apply(args.get(1)), to.apply(args.get(2)));
            }
            if (op == Op.COALESCE) {
                return new Expr.Call(Op.COALESCE, args.stream().map(to).toList(), type);
            }
        }
        return call(ofAny, type, value);
    }

    public static Expr time(Expr value) {
        return value.type() == Type.TIME ? value : call(Op.TIME_OF_NUMBER, Type.TIME, number(value));
    }

    public static Expr list(Expr value) {
        return switch (value.type()) {
            case LIST -> value;
            case ANY -> each(value, Op.LIST_OF_ANY, Type.LIST, Coerce::list);
            case TEXT, NUMBER, EXACT, TIME, BOOLEAN -> call(Op.LIST_OF_TEXT, Type.LIST, text(value));
        };
    }

    public static Expr any(Expr value) {
        if (value instanceof Null) {
            return new Null(Type.ANY);
        }
        if (value.type() == Type.ANY) {
            return value;
        }
        Expr plain = value.type() == Type.TIME ? number(value) : value;
        return call(Op.ANY_OF, Type.ANY, plain);
    }

    /// A condition as it stands; a value is true if it is a number other than 0 or the text `true`.
    public static Expr condition(Expr value) {
        return switch (value.type()) {
            case BOOLEAN -> value;
            case NUMBER, EXACT, TIME -> call(Op.NE, Type.BOOLEAN, number(value), new Num(0));
            case TEXT, LIST, ANY -> call(Op.EQ, Type.BOOLEAN, call(Op.LOWER, Type.TEXT, text(value)), new Text("true"));
        };
    }

    public static Expr to(Type type, Expr value) {
        return switch (type) {
            case NUMBER -> number(value);
            case EXACT, ANY -> any(value);
            case TEXT -> text(value);
            case BOOLEAN -> condition(value);
            case TIME -> time(value);
            case LIST -> list(value);
        };
    }

    /// The type that holds values of all these expressions without changing one; nulls fit every type. A value
    /// beside several is a list of one.
    public static Type common(List<Expr> values) {
        @Nullable Type found = null;
        for (Expr value : values) {
            if (value instanceof Null) {
                continue;
            }
            boolean list = value.type() == Type.LIST || found == Type.LIST;
            found = found == null || found == value.type() ? value.type() : list ? Type.LIST : Type.ANY;
        }
        return found == null ? Type.TEXT : found;
    }

    private static Expr numberOf(String text) {
        return NUMBER.matcher(text.strip()).matches()
                ? new Num(Double.parseDouble(text.strip()))
                : new Null(Type.NUMBER);
    }

    /// A number as people write it: no exponent, no needless zeros.
    public static String textOf(double number) {
        return plain(BigDecimal.valueOf(number));
    }

    /// As [#textOf] writes a number.
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
