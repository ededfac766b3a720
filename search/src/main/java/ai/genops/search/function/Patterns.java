package ai.genops.search.function;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;

/// Arguments that must be written out in the query, because the query is compiled with them.
final class Patterns {
    private Patterns() {}

    /// A text the query states, such as a regular expression or a format.
    static Expr.Text literal(Args args, int index) {
        if (args.get(index) instanceof Expr.Text text) {
            return text;
        }
        throw args.planning()
                .error(args.at(), "argument %d must be a text in double quotes".formatted(index + 1), null);
    }

    /// A regular expression: one that the query states is looked at before it runs.
    static Expr regex(Args args, int index) {
        if (args.get(index) instanceof Expr.Text(String expression)) {
            String problem = Regex.problem(expression);
            if (problem != null) {
                throw args.planning().error(args.at(), problem, Regex.HINT);
            }
        }
        return Coerce.text(args.get(index));
    }

    /// A number the query states.
    static double number(Args args, int index) {
        if (args.get(index) instanceof Expr.Num(double value)) {
            return value;
        }
        throw args.planning().error(args.at(), "argument %d must be a number".formatted(index + 1), null);
    }
}
