package ai.genops.expression;

import ai.genops.event.Event;
import ai.genops.event.Scalars;
import org.jspecify.annotations.Nullable;

/// Code that chooses what to evaluate: `|| && ?? ?:`. A choice that is certain is made once.
final class Choices {
    private Choices() {}

    static Code logical(Operator.Logical operator, Code left, Code right) {
        if (left instanceof Code.Constant constant) {
            return switch (operator) {
                case OR -> Values.isTrue(constant.value()) ? left : right;
                case AND -> Values.isTrue(constant.value()) ? right : left;
                case COALESCE -> Values.isNothing(constant.value()) ? right : left;
            };
        }
        return switch (operator) {
            case OR -> new Or(left, right);
            case AND -> new And(left, right);
            case COALESCE -> new Coalesce(left, right);
        };
    }

    private record Or(Code left, Code right) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object value = left.value(event, locals);
            return Values.isTrue(value) ? value : right.value(event, locals);
        }

        @Override
        public void set(Event event, int slot, Locals locals) {
            if (left.passOn(event, slot, Scalars.ALL)) {
                return;
            }
            Object value = left.value(event, locals);
            if (Values.isTrue(value)) {
                event.field(slot, Results.export(value));
            } else {
                right.set(event, slot, locals);
            }
        }

        @Override
        public boolean test(Event event, Locals locals) {
            return left.test(event, locals) || right.test(event, locals);
        }

        @Override
        public boolean passOn(Event event, int slot, Scalars which) {
            return left.passOn(event, slot, which);
        }
    }

    private record And(Code left, Code right) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object value = left.value(event, locals);
            return Values.isTrue(value) ? right.value(event, locals) : value;
        }

        @Override
        public boolean test(Event event, Locals locals) {
            return left.test(event, locals) && right.test(event, locals);
        }
    }

    private record Coalesce(Code left, Code right) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object value = left.value(event, locals);
            return Values.isNothing(value) ? right.value(event, locals) : value;
        }

        @Override
        public void set(Event event, int slot, Locals locals) {
            if (!left.passOn(event, slot, Scalars.ALL)) {
                Code.super.set(event, slot, locals);
            }
        }

        @Override
        public boolean passOn(Event event, int slot, Scalars which) {
            return left.passOn(event, slot, which);
        }
    }

    static Code conditional(Code condition, Code yes, Code no) {
        if (condition instanceof Code.Constant constant) {
            return Values.isTrue(constant.value()) ? yes : no;
        }
        return new Conditional(condition, yes, no, yes.isNumber() && no.isNumber());
    }

    private record Conditional(Code condition, Code yes, Code no, boolean isNumber) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return condition.test(event, locals) ? yes.value(event, locals) : no.value(event, locals);
        }

        @Override
        public void set(Event event, int slot, Locals locals) {
            if (condition.test(event, locals)) {
                yes.set(event, slot, locals);
            } else {
                no.set(event, slot, locals);
            }
        }

        @Override
        public double number(Event event, Locals locals) {
            return condition.test(event, locals) ? yes.number(event, locals) : no.number(event, locals);
        }

        @Override
        public boolean test(Event event, Locals locals) {
            return condition.test(event, locals) ? yes.test(event, locals) : no.test(event, locals);
        }
    }
}
