package ai.genops.expression;

import ai.genops.event.Numbers;

/// Notes on what is legal but hardly meant.
final class Lint {
    private final Problems problems;
    private final boolean filter;

    Lint(Problems problems, boolean filter) {
        this.problems = problems;
        this.filter = filter;
    }

    void comparison(Operator.Binary operator, Node left, Node right, int at) {
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

    void condition(Node test, int at) {
        if (Compiler.compile(test) instanceof Code.Constant constant) {
            problems.note(at, "this condition is always " + Values.isTrue(constant.value));
        }
    }

    void filter(Code code) {
        if (filter && code instanceof Code.Constant constant) {
            String value = constant.value instanceof Number number
                    ? Numbers.text(number.doubleValue())
                    : Arguments.describe(constant.value);
            problems.note(0, "this condition is the same for every event: " + value);
        }
    }
}
