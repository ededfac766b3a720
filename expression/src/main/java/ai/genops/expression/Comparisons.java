package ai.genops.expression;

import ai.genops.event.Event;
import org.jspecify.annotations.Nullable;

/// Code for `== != === !== < <= > >=`, with shortcuts for what filters are made of: comparing with a literal.
final class Comparisons {
    private Comparisons() {}

    static Code equality(Operator.Binary operator, Code left, Code right, boolean lenient) {
        boolean strict = operator == Operator.Binary.SAME || operator == Operator.Binary.NOT_SAME;
        boolean wanted = operator == Operator.Binary.EQUAL || operator == Operator.Binary.SAME;
        if (left instanceof Code.Constant && !(right instanceof Code.Constant)) {
            return equality(operator, right, left, lenient);
        }
        if (left.isNumber() && right.isNumber()) {
            return new SameNumber(left, right, wanted);
        }
        Test test = strict ? Equality::strict : lenient ? Equality::lenient : Equality::loose;
        if (right instanceof Code.Constant constant) {
            if (constant.value() instanceof String text) {
                return new WithText(left, text, test, wanted);
            }
            if (constant.value() instanceof Boolean flag) {
                return new WithFlag(left, flag, test, wanted);
            }
            if (Values.isNothing(constant.value()) && !strict) {
                return new WithNothing(left, wanted);
            }
        }
        return new SameValue(left, right, test, wanted);
    }

    /// One of the ways to be equal.
    private interface Test {
        boolean holds(@Nullable Object left, @Nullable Object right);
    }

    private record SameNumber(Code left, Code right, boolean wanted) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            return (left.number(event, locals) == right.number(event, locals)) == wanted;
        }
    }

    private record WithText(Code left, String text, Test test, boolean wanted) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            Object value = left.value(event, locals);
            return (value instanceof String found ? found.equals(text) : test.holds(value, text)) == wanted;
        }
    }

    private record WithFlag(Code left, Boolean flag, Test test, boolean wanted) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            Object value = left.value(event, locals);
            return (value instanceof Boolean found ? found.equals(flag) : test.holds(value, flag)) == wanted;
        }
    }

    private record WithNothing(Code left, boolean wanted) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            return left.isNothing(event, locals) == wanted;
        }
    }

    private record SameValue(Code left, Code right, Test test, boolean wanted) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            return test.holds(left.value(event, locals), right.value(event, locals)) == wanted;
        }
    }

    static Code order(Operator.Binary operator, Code left, Code right) {
        boolean orEqual = operator == Operator.Binary.LESS_OR_EQUAL || operator == Operator.Binary.GREATER_OR_EQUAL;
        boolean less = operator == Operator.Binary.LESS || operator == Operator.Binary.LESS_OR_EQUAL;
        if (left.isNumber() || right.isNumber()) {
            return less ? new LessNumbers(left, right, orEqual) : new GreaterNumbers(left, right, orEqual);
        }
        return new Ordered(left, right, less, orEqual);
    }

    private record Ordered(Code left, Code right, boolean less, boolean orEqual) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            Object a = left.value(event, locals);
            Object b = right.value(event, locals);
            return less ? Equality.less(a, b, orEqual) : Equality.less(b, a, orEqual);
        }
    }

    private record LessNumbers(Code left, Code right, boolean orEqual) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            double a = left.number(event, locals);
            double b = right.number(event, locals);
            return orEqual ? a <= b : a < b;
        }
    }

    private record GreaterNumbers(Code left, Code right, boolean orEqual) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            double a = left.number(event, locals);
            double b = right.number(event, locals);
            return orEqual ? a >= b : a > b;
        }
    }
}
