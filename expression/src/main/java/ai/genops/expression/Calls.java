package ai.genops.expression;

import ai.genops.event.Event;
import ai.genops.event.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        if (hasSpread(arguments)) {
            return general(function, arguments, at);
        }
        if (function.equals(Functions.PARSE_FLOAT)) {
            return parseFloat(arguments[0]);
        }
        if (function.equals(Functions.PARSE_INT) && arguments.length == 1) {
            return parseInt(arguments[0]);
        }
        if (function.numeric() != null) {
            return numeric(function.numeric(), arguments[0]);
        }
        return general(function, arguments, at);
    }

    private static Code general(Function function, Code[] arguments, int at) {
        boolean spread = hasSpread(arguments);
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                @Nullable Object[] values = values(arguments, spread, event, locals);
                try {
                    spend(values, locals);
                    return spent(function.call(values), locals);
                } catch (EvaluationException e) {
                    throw e.at(at);
                }
            }
        };
    }

    /// Counts the arguments of a call, or what it gave.
    private static void spend(@Nullable Object[] values, Locals locals) {
        if (!locals.counts()) {
            return;
        }
        for (Object value : values) {
            spent(value, locals);
        }
    }

    private static @Nullable Object spent(@Nullable Object value, Locals locals) {
        if (!locals.counts()) {
            return value;
        }
        switch (value) {
            case String text -> locals.spend(text.length());
            case List<?> list -> locals.spend(list.size());
            case Map<?, ?> map -> locals.spend(map.size());
            case null, default -> {}
        }
        return value;
    }

    private static boolean hasSpread(Code[] codes) {
        return Arrays.stream(codes).anyMatch(code -> code instanceof Spread);
    }

    /// Code of an argument that stands for all elements of an array.
    static final class Spread extends Code {
        private final Code list;

        Spread(Code list) {
            this.list = list;
        }

        @Override
        Object value(Event event, Locals locals) {
            return Structures.spread(list.value(event, locals));
        }
    }

    private static @Nullable Object[] spread(Code[] codes, Event event, Locals locals) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Code code : codes) {
            Object value = code.value(event, locals);
            if (code instanceof Spread) {
                values.addAll((List<?>) value);
            } else {
                values.add(value);
            }
            Limits.checkElements(values.size());
        }
        locals.spend(values.size());
        return values.toArray();
    }

    private static @Nullable Object[] values(Code[] codes, boolean spread, Event event, Locals locals) {
        if (codes.length == 0) {
            return Arguments.NONE;
        }
        if (spread) {
            return spread(codes, event, locals);
        }
        @Nullable Object[] values = new Object[codes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = locals.bounded(codes[i].value(event, locals));
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

    /// Code that reads a number out of its argument, and gives one that it is given as it is.
    private abstract static class Parsed extends Code.Numeric {
        final Code argument;

        Parsed(Code argument) {
            this.argument = argument;
        }

        /// Whether the argument's value is what it gives.
        abstract boolean isGiven(@Nullable Object value);

        abstract double parse(@Nullable Object value);

        @Override
        @Nullable
        Object value(Event event, Locals locals) {
            Object value = argument.value(event, locals);
            return isGiven(value) ? value : Values.box(parse(value));
        }

        @Override
        double number(Event event, Locals locals) {
            return parse(argument.value(event, locals));
        }

        @Override
        void set(Event event, int slot, Locals locals) {
            if (!passOn(event, slot, Scalars.ALL)) {
                event.field(slot, value(event, locals));
            }
        }
    }

    private static Code parseFloat(Code argument) {
        return new Parsed(argument) {
            @Override
            boolean isGiven(@Nullable Object value) {
                return value instanceof Long || (value instanceof Double number && number != 0);
            }

            @Override
            double parse(@Nullable Object value) {
                return Functions.parseFloat(value);
            }

            @Override
            boolean passOn(Event event, int slot, Scalars which) {
                return argument.passOn(event, slot, which == Scalars.ALL ? Scalars.NUMBERS : which);
            }
        };
    }

    private static Code parseInt(Code argument) {
        return new Parsed(argument) {
            @Override
            boolean isGiven(@Nullable Object value) {
                return value instanceof Long;
            }

            @Override
            double parse(@Nullable Object value) {
                return whole(value);
            }

            @Override
            boolean passOn(Event event, int slot, Scalars which) {
                return argument.passOn(event, slot, Scalars.INTEGERS);
            }
        };
    }

    private static double whole(@Nullable Object value) {
        return value instanceof Number number
                ? Numerals.parseInt(number.doubleValue())
                : Numerals.parseInt(Values.text(value), 0);
    }

    static Code method(Code object, Methods methods, Code[] arguments, boolean optional, boolean ifThere, int at) {
        boolean spread = hasSpread(arguments);
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object self = object.value(event, locals);
                if (self == Cut.CUT || (optional && Values.isNothing(self)) || (ifThere && methods.isMissingIn(self))) {
                    return Cut.CUT;
                }
                @Nullable Object[] values = values(arguments, spread, event, locals);
                try {
                    spent(self, locals);
                    spend(values, locals);
                    return spent(methods.call(locals.bounded(self), values), locals);
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

    /// Takes a parameter apart: sets `slot` to what `code` finds in it.
    record Part(int slot, Code code) {}

    static Code arrow(List<Integer> parameters, List<Part> parts, Code body) {
        return new Code() {
            @Override
            Object value(Event event, Locals locals) {
                return (Callback) given -> {
                    for (int i = 0; i < parameters.size(); i++) {
                        locals.set(parameters.get(i), Arguments.at(given, i));
                    }
                    for (Part part : parts) {
                        locals.set(part.slot, part.code.value(event, locals));
                    }
                    Object result = body.value(event, locals);
                    locals.count(result);
                    return result;
                };
            }
        };
    }
}
