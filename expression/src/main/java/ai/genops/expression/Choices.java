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
                case OR -> Values.isTrue(constant.value) ? left : right;
                case AND -> Values.isTrue(constant.value) ? right : left;
                case COALESCE -> Values.isNothing(constant.value) ? right : left;
            };
        }
        return switch (operator) {
            case OR -> or(left, right);
            case AND -> and(left, right);
            case COALESCE -> coalesce(left, right);
        };
    }

    private static Code or(Code left, Code right) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object value = left.value(event, locals);
                return Values.isTrue(value) ? value : right.value(event, locals);
            }

            @Override
            void set(Event event, int slot, Locals locals) {
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
            boolean test(Event event, Locals locals) {
                return left.test(event, locals) || right.test(event, locals);
            }

            @Override
            boolean passOn(Event event, int slot, Scalars which) {
                return left.passOn(event, slot, which);
            }
        };
    }

    private static Code and(Code left, Code right) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object value = left.value(event, locals);
                return Values.isTrue(value) ? right.value(event, locals) : value;
            }

            @Override
            boolean test(Event event, Locals locals) {
                return left.test(event, locals) && right.test(event, locals);
            }
        };
    }

    private static Code coalesce(Code left, Code right) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object value = left.value(event, locals);
                return Values.isNothing(value) ? right.value(event, locals) : value;
            }

            @Override
            void set(Event event, int slot, Locals locals) {
                if (!left.passOn(event, slot, Scalars.ALL)) {
                    super.set(event, slot, locals);
                }
            }

            @Override
            boolean passOn(Event event, int slot, Scalars which) {
                return left.passOn(event, slot, which);
            }
        };
    }

    static Code conditional(Code test, Code yes, Code no) {
        if (test instanceof Code.Constant constant) {
            return Values.isTrue(constant.value) ? yes : no;
        }
        boolean isNumber = yes.isNumber() && no.isNumber();
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                return (test.test(event, locals) ? yes : no).value(event, locals);
            }

            @Override
            void set(Event event, int slot, Locals locals) {
                (test.test(event, locals) ? yes : no).set(event, slot, locals);
            }

            @Override
            double number(Event event, Locals locals) {
                return (test.test(event, locals) ? yes : no).number(event, locals);
            }

            @Override
            boolean test(Event event, Locals locals) {
                return (test.test(event, locals) ? yes : no).test(event, locals);
            }

            @Override
            boolean isNumber() {
                return isNumber;
            }
        };
    }
}
