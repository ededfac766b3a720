package ai.genops.expression;

import ai.genops.event.Event;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Code that calls functions and methods and reads members.
final class Calls {
    /// What an optional chain gives where `?.` cut it short, until the chain ends.
    private enum Cut {
        CUT
    }

    private Calls() {}

    static Code function(Function function, Code[] arguments, int at) {
        if (function.equals(Functions.PARSE_FLOAT)) {
            return parseFloat(arguments[0]);
        }
        if (function.equals(Functions.PARSE_INT) && arguments.length == 1) {
            return parseInt(arguments[0]);
        }
        if (function.numeric() != null) {
            return numeric(function.numeric(), arguments[0]);
        }
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                try {
                    return function.call(values(arguments, event, locals));
                } catch (EvaluationException e) {
                    throw e.at(at);
                }
            }
        };
    }

    private static @Nullable Object[] values(Code[] codes, Event event, Locals locals) {
        if (codes.length == 0) {
            return Arguments.NONE;
        }
        @Nullable Object[] values = new Object[codes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = codes[i].value(event, locals);
        }
        return values;
    }

    private static Code numeric(DoubleUnaryOperator operator, Code argument) {
        return new Code.Numeric() {
            @Override
            double number(Event event, Locals locals) {
                return operator.applyAsDouble(argument.number(event, locals));
            }
        };
    }

    /// Gives a number that it is given as the same object.
    private static Code parseFloat(Code argument) {
        return new Code.Numeric() {
            @Override
            Object value(Event event, Locals locals) {
                Object value = argument.value(event, locals);
                return value instanceof Long || (value instanceof Double number && number != 0)
                        ? value
                        : Values.box(Functions.parseFloat(value));
            }

            @Override
            double number(Event event, Locals locals) {
                return Functions.parseFloat(argument.value(event, locals));
            }
        };
    }

    private static Code parseInt(Code argument) {
        return new Code.Numeric() {
            @Override
            Object value(Event event, Locals locals) {
                Object value = argument.value(event, locals);
                return value instanceof Long ? value : Values.box(whole(value));
            }

            @Override
            double number(Event event, Locals locals) {
                return whole(argument.value(event, locals));
            }
        };
    }

    private static double whole(@Nullable Object value) {
        return value instanceof Number number
                ? Numerals.parseInt(number.doubleValue())
                : Numerals.parseInt(Values.text(value), 0);
    }

    static Code method(Code object, Methods methods, Code[] arguments, boolean optional, int at) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object self = object.value(event, locals);
                if (self == Cut.CUT || (optional && Values.isNothing(self))) {
                    return Cut.CUT;
                }
                try {
                    return methods.call(self, values(arguments, event, locals));
                } catch (EvaluationException e) {
                    throw e.at(at);
                }
            }
        };
    }

    static Code member(Code object, Code key, boolean optional, int at) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object self = object.value(event, locals);
                if (self == Cut.CUT || (optional && Values.isNothing(self))) {
                    return Cut.CUT;
                }
                try {
                    return Members.get(self, key.value(event, locals));
                } catch (EvaluationException e) {
                    throw e.at(at);
                }
            }
        };
    }

    static Code endOfChain(Code chain) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object value = chain.value(event, locals);
                return value == Cut.CUT ? null : value;
            }
        };
    }

    static Code arrow(List<Integer> parameters, Code body) {
        return new Code() {
            @Override
            Object value(Event event, Locals locals) {
                return (Callback) given -> {
                    for (int i = 0; i < parameters.size(); i++) {
                        locals.set(parameters.get(i), Arguments.at(given, i));
                    }
                    Object result = body.value(event, locals);
                    locals.count(result);
                    return result;
                };
            }
        };
    }
}
