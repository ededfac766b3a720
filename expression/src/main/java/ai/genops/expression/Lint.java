package ai.genops.expression;

import ai.genops.event.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Notes on what is legal but hardly meant.
final class Lint {
    private static final Set<String> TYPE_NAMES =
            Set.of("undefined", "string", "boolean", "number", "function", "object");

    private final Problems problems;
    private final boolean filter;

    Lint(Problems problems, boolean filter) {
        this.problems = problems;
        this.filter = filter;
    }

    void comparison(Operator.Binary operator, Node left, Node right, int at) {
        if (impossible(operator, left, right, at) || impossible(operator, right, left, at)) {
            return;
        }
        Type a = Types.of(left);
        Type b = Types.of(right);
        if (a == Type.BOOLEAN && b == Type.TEXT) {
            booleanAndText(operator, right, at);
        } else if (a == Type.TEXT && b == Type.BOOLEAN) {
            booleanAndText(operator, left, at);
        } else if (a == Type.NUMBER && b == Type.TEXT) {
            numberAndText(operator, right, at);
        } else if (a == Type.TEXT && b == Type.NUMBER) {
            numberAndText(operator, left, at);
        }
    }

    private void booleanAndText(Operator.Binary operator, Node text, int at) {
        if (isStrict(operator)) {
            never(operator, "true or false is never the same as text", at);
        } else if (!(text instanceof Node.Literal(var value))) {
            return;
        } else if (!"true".equals(value) && !"false".equals(value)) {
            never(operator, "true or false is compared with the text '" + value + "'", at);
        } else if (filter) {
            problems.note(
                    at,
                    "a boolean is compared with the text '" + value
                            + "': equal in filters, never in plain JavaScript; write " + value + " without quotes");
        } else {
            never(operator, "in JavaScript a boolean never equals the text '" + value + "'", at);
        }
    }

    private void numberAndText(Operator.Binary operator, Node text, int at) {
        if (isStrict(operator)) {
            never(operator, "a number is never the same as text", at);
        } else if (text instanceof Node.Literal(String value) && Double.isNaN(Numerals.number(value))) {
            never(operator, "a number never equals the text '" + value + "'", at);
        }
    }

    private void never(Operator.Binary operator, String why, int at) {
        boolean wanted = operator == Operator.Binary.EQUAL || operator == Operator.Binary.SAME;
        problems.note(at, why + ", so this is always " + !wanted);
    }

    private static boolean isStrict(Operator.Binary operator) {
        return operator == Operator.Binary.SAME || operator == Operator.Binary.NOT_SAME;
    }

    /// A comparison that no value, or any, fulfils whatever its types are.
    private boolean impossible(Operator.Binary operator, Node left, Node right, int at) {
        if (right instanceof Node.Literal(Double value) && value.isNaN()) {
            never(operator, "nothing equals NaN, write isNaN(x)", at);
        } else if (right instanceof Node.Literal(String text)
                && left instanceof Node.Unary unary
                && unary.operator() == Operator.Unary.TYPEOF
                && !TYPE_NAMES.contains(text)) {
            never(operator, "typeof never gives '" + text + "'" + DidYouMean.of(text, TYPE_NAMES), at);
        } else if (right instanceof Node.Literal(String text)
                && left instanceof Node.MethodCall call
                && isCased(call.methods().name(), text)) {
            never(operator, call.methods().name() + "() never gives '" + text + "'", at);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isCased(String method, String text) {
        return (method.equals("toUpperCase") && !text.equals(text.toUpperCase(Locale.ROOT)))
                || (method.equals("toLowerCase") && !text.equals(text.toLowerCase(Locale.ROOT)));
    }

    /// `<` and the like between a number and a text that is none.
    void order(Node left, Node right, int at) {
        Node text = Types.of(left) == Type.NUMBER ? right : left;
        Node number = text.equals(right) ? left : right;
        if (Types.of(number) == Type.NUMBER
                && text instanceof Node.Literal(String value)
                && Double.isNaN(Numerals.number(value))) {
            problems.note(
                    at, "a number is neither less nor more than the text '" + value + "', so this is always false");
        }
    }

    /// Operators that want numbers, given what never is one.
    void arithmetic(Node left, Node right, int at) {
        for (Node side : List.of(left, right)) {
            if (side instanceof Node.ArrayOf || side instanceof Node.ObjectOf || isHolder(side)) {
                problems.note(at, Types.of(side).words() + " is used as a number, so this is no number");
                return;
            }
        }
    }

    private static boolean isHolder(Node node) {
        return node instanceof Node.Given(var builtIn)
                && (builtIn == BuiltIn.ATTRIBUTES || builtIn == BuiltIn.RESOURCE || builtIn == BuiltIn.EVENTS);
    }

    /// `x || true`, `x && false`, `x == 'a' && x == 'b'`, `x != 'a' || x != 'b'`.
    void logical(Operator.Logical operator, Node left, Node right, int at) {
        boolean or = operator == Operator.Logical.OR;
        if (operator == Operator.Logical.COALESCE) {
            return;
        }
        if (right instanceof Node.Literal(Boolean value) && value == or) {
            problems.note(at, "`" + (or ? "|| true" : "&& false") + "` makes this always " + value);
        } else if (or && Types.of(left) == Type.BOOLEAN && right instanceof Node.Literal(String text)) {
            problems.note(
                    at,
                    "`|| '" + text + "'` compares nothing with '" + text
                            + "' and counts as true; write the comparison again: x == 'a' || x == 'b'");
        } else if (excludeEachOther(or ? Operator.Binary.NOT_EQUAL : Operator.Binary.EQUAL, left, right)) {
            problems.note(
                    at,
                    or
                            ? "one of two different values is always not it, so this is always true; write && instead of ||"
                            : "it cannot be two different values, so this is always false; write || instead of &&");
        }
    }

    private static boolean excludeEachOther(Operator.Binary operator, Node left, Node right) {
        return plain(left) instanceof Node.Binary a
                && plain(right) instanceof Node.Binary b
                && comparesLoosely(a.operator(), operator)
                && comparesLoosely(b.operator(), operator)
                && a.left().equals(b.left())
                && !(a.left() instanceof Node.Given(var given) && given == BuiltIn.RANDOM)
                && a.right() instanceof Node.Literal(String one)
                && b.right() instanceof Node.Literal(String other)
                && !one.equals(other);
    }

    private static Node plain(Node node) {
        return node instanceof Node.Exact(var plain) ? plain : node;
    }

    private static boolean comparesLoosely(Operator.Binary operator, Operator.Binary wanted) {
        return wanted == Operator.Binary.EQUAL
                ? operator == Operator.Binary.EQUAL || operator == Operator.Binary.SAME
                : operator == Operator.Binary.NOT_EQUAL || operator == Operator.Binary.NOT_SAME;
    }

    void condition(Node test, int at) {
        Boolean always = Truth.of(test);
        if (always != null) {
            problems.note(at, "this condition is always " + always);
        }
    }

    /// Looks at the whole of a filter or condition.
    void filter(Code code, Node node) {
        if (!filter) {
            return;
        }
        if (code instanceof Code.Constant constant) {
            String value = constant.value() instanceof Number number
                    ? Numbers.text(number.doubleValue())
                    : Arguments.describe(constant.value());
            problems.note(0, "this condition is the same for every event: " + value);
        } else if (Truth.of(node) != null && problems.notes().isEmpty()) {
            problems.note(0, "this condition is always " + Truth.of(node));
        }
    }
}
