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
        boolean spread = hasSpread(arguments);
        if (spread) {
            return new General(function, List.of(arguments), true, at);
        }
        if (function.equals(Functions.PARSE_FLOAT)) {
            return new ParseFloat(arguments[0]);
        }
        if (function.equals(Functions.PARSE_INT) && arguments.length == 1) {
            return new ParseInt(arguments[0]);
        }
        if (function.numeric() != null) {
            return new OfNumber(function.numeric(), arguments[0]);
        }
        return new General(function, List.of(arguments), false, at);
    }

    private record General(Function function, List<Code> arguments, boolean spread, int at) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            @Nullable Object[] values = values(arguments, spread, event, locals);
            try {
                spend(values, locals);
                return spent(function.call(values), locals);
            } catch (EvaluationException e) {
                throw e.at(at);
            }
        }
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
        return hasSpread(Arrays.asList(codes));
    }

    private static boolean hasSpread(List<Code> codes) {
        return codes.stream().anyMatch(code -> code instanceof Spread);
    }

    /// An argument that stands for all elements of an array.
    record Spread(Code list) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
            return Structures.spread(list.value(event, locals));
        }
    }

    private static @Nullable Object[] spread(List<Code> codes, Event event, Locals locals) {
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

    private static @Nullable Object[] values(List<Code> codes, boolean spread, Event event, Locals locals) {
        if (codes.isEmpty()) {
            return Arguments.NONE;
        }
        if (spread) {
            return spread(codes, event, locals);
        }
        @Nullable Object[] values = new Object[codes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = locals.bounded(codes.get(i).value(event, locals));
        }
        return values;
    }

    private record OfNumber(DoubleUnaryOperator operator, Code argument) implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return operator.applyAsDouble(argument.number(event, locals));
        }
    }

    /// Code that reads a number out of its argument, and gives one that it is given as it is.
    private interface Parsed extends Code.Numeric {
        Code argument();

        /// Whether the argument's value is what it gives.
        boolean isGiven(@Nullable Object value);

        double parse(@Nullable Object value);

        @Override
        default @Nullable Object value(Event event, Locals locals) {
            Object value = argument().value(event, locals);
            return isGiven(value) ? value : Values.box(parse(value));
        }

        @Override
        default double number(Event event, Locals locals) {
            return parse(argument().value(event, locals));
        }

        @Override
        default void set(Event event, int slot, Locals locals) {
            if (!passOn(event, slot, Scalars.ALL)) {
                event.field(slot, value(event, locals));
            }
        }
    }

    private record ParseFloat(Code argument) implements Parsed {
        @Override
        public boolean isGiven(@Nullable Object value) {
            return value instanceof Long || (value instanceof Double number && number != 0);
        }

        @Override
        public double parse(@Nullable Object value) {
            return Functions.parseFloat(value);
        }

        @Override
        public boolean passOn(Event event, int slot, Scalars which) {
            return argument.passOn(event, slot, which == Scalars.ALL ? Scalars.NUMBERS : which);
        }
    }

    private record ParseInt(Code argument) implements Parsed {
        @Override
        public boolean isGiven(@Nullable Object value) {
            return value instanceof Long;
        }

        @Override
        public double parse(@Nullable Object value) {
            return whole(value);
        }

        @Override
        public boolean passOn(Event event, int slot, Scalars which) {
            return argument.passOn(event, slot, Scalars.INTEGERS);
        }
    }

    private static double whole(@Nullable Object value) {
        return value instanceof Number number
                ? Numerals.parseInt(number.doubleValue())
                : Numerals.parseInt(Values.text(value), 0);
    }

    static Code method(Code object, Methods methods, Code[] arguments, boolean optional, boolean ifThere, int at) {
        return new Called(object, methods, List.of(arguments), hasSpread(arguments), optional, ifThere, at);
    }

    private record Called(
            Code object,
            Methods methods,
            List<Code> arguments,
            boolean spread,
            boolean optional,
            boolean ifThere,
            int at)
            implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
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
    }

    /// A call of a function that the code defines.
    record OfLocal(int slot, List<Code> arguments, int at) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            @Nullable Object[] values = values(arguments, hasSpread(arguments), event, locals);
            if (!(locals.get(slot) instanceof Callback function)) {
                throw new EvaluationException("the function is called before it is defined", at);
            }
            return function.call(values);
        }
    }

    record Member(Code object, Code key, boolean optional, int at) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
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
    }

    record EndOfChain(Code chain) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object value = chain.value(event, locals);
            return value == Cut.CUT ? null : value;
        }
    }

    /// Takes a parameter apart: sets `slot` to what `code` finds in it.
    record Part(int slot, Code code) {}

    record Arrow(List<Integer> parameters, List<Part> parts, Code body) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
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
    }
}
