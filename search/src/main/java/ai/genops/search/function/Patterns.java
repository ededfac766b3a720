package ai.genops.search.function;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Arguments that must be written out in the query, because the query is compiled with them.
final class Patterns {
    /// What is made of a text.
    interface OfText {
        Expr make(String text);
    }

    private Patterns() {}

    /// A text the query states, such as a regular expression or a format.
    static Expr.Text literal(Args args, int index) {
        if (args.get(index) instanceof Expr.Text text) {
            return text;
        }
        throw args.planning()
                .error(args.at(), "argument %d must be a text in double quotes".formatted(index + 1), null);
    }

    /// What is made of a text that the query states: written out, joined of such with `.`, or one of several that `if`
    /// or `case` choose among; null if the text is of events.
    static @Nullable Expr made(Expr text, OfText of) {
        String known = known(text);
        if (known != null) {
            return of.make(known);
        }
        if (text instanceof Expr.Null) {
            return new Expr.Null(Type.ANY);
        }
        if (!(text instanceof Expr.Call(Op op, List<Expr> args, Type _)) || op != Op.IF) {
            return null;
        }
        Expr yes = made(args.get(1), of);
        Expr no = made(args.get(2), of);
        return yes == null || no == null ? null : LogicFunctions.choose(args.getFirst(), yes, no);
    }

    private static @Nullable String known(Expr text) {
        return switch (text) {
            case Expr.Text(String value) -> value;
            case Expr.Call(Op op, List<Expr> args, Type _)
            when op == Op.CONCAT -> {
                String before = known(args.getFirst());
                String after = known(args.getLast());
                yield before == null || after == null ? null : before + after;
            }
            default -> null;
        };
    }

    /// A regular expression: one that the query states is looked at before it runs; one of events is null if it is
    /// none.
    static Expr regex(Args args, int index) {
        Expr text = Coerce.text(args.get(index));
        Expr stated = made(text, Expr.Text::new);
        if (stated == null) {
            return Expr.call(Op.REGEX, Type.TEXT, text);
        }
        texts(stated).map(Regex::problem).filter(Objects::nonNull).findFirst().ifPresent(problem -> {
            throw args.planning().error(args.at(), problem, Regex.HINT);
        });
        return stated;
    }

    /// A pattern of `like`, where `%` is any text and `_` any character. A `\` at its end stands for itself.
    static Expr like(Expr pattern) {
        Expr text = Coerce.text(pattern);
        Expr stated = made(text, known -> new Expr.Text(endsInEscape(known) ? known + '\\' : known));
        return stated == null ? Expr.call(Op.LIKE_PATTERN, Type.TEXT, text) : stated;
    }

    private static boolean endsInEscape(String pattern) {
        int end = pattern.length();
        while (end > 0 && pattern.charAt(end - 1) == '\\') {
            end--;
        }
        return (pattern.length() - end) % 2 == 1;
    }

    /// The texts that [#made] has put in an expression.
    private static Stream<String> texts(Expr made) {
        return switch (made) {
            case Expr.Text(String value) -> Stream.of(value);
            case Expr.Call(Op _, List<Expr> args, Type _) -> Stream.concat(texts(args.get(1)), texts(args.get(2)));
            default -> Stream.of();
        };
    }

    /// A number the query states.
    static double number(Args args, int index) {
        if (args.get(index) instanceof Expr.Num(double value)) {
            return value;
        }
        throw args.planning().error(args.at(), "argument %d must be a number".formatted(index + 1), null);
    }
}
