package ai.genops.expression;

import ai.genops.event.Numbers;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JavaScript's conversions between values (ECMA-262, chapter 7.1). A value is null (undefined), [JsNull], Boolean,
/// any Number, String, List, Map, [JsDate], [Regex], [JsSet] or a function.
final class Values {
    private static final Double[] SMALL = new Double[256];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = (double) i;
        }
    }

    private Values() {}

    static boolean isNothing(@Nullable Object value) {
        return value == null || value == JsNull.NULL;
    }

    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String text -> !text.isEmpty();
            case Boolean flag -> flag;
            case BigDecimal number -> number.signum() != 0;
            case Number number -> isTrue(number.doubleValue());
            case JsNull _ -> false;
            default -> true;
        };
    }

    static boolean isTrue(double number) {
        return number != 0 && !Double.isNaN(number);
    }

    static double number(@Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Double number -> number;
            case Number number -> number.doubleValue();
            case String text -> Numerals.number(text);
            case Boolean flag -> flag ? 1 : 0;
            case JsNull _ -> 0;
            case JsDate date -> date.millis();
            default -> Numerals.number(text(value));
        };
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "undefined";
            case String text -> text;
            case Long number -> Long.toString(number);
            case Integer number -> Integer.toString(number);
            case BigDecimal number -> number.toPlainString();
            case Number number -> Numbers.text(number.doubleValue());
            case byte[] binary -> Base64.getEncoder().encodeToString(binary);
            case List<?> list -> Lists.join(list, ",");
            case Map<?, ?> _ -> "[object Object]";
            default -> value.toString();
        };
    }

    /// What an object is to an operator that takes no objects; other values as they are.
    static @Nullable Object primitive(@Nullable Object value) {
        return isObject(value) ? text(value) : value;
    }

    static boolean isObject(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case String _, Boolean _, Number _, JsNull _ -> false;
            default -> true;
        };
    }

    /// `typeof`.
    static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "undefined";
            case String _, byte[] _ -> "string";
            case Boolean _ -> "boolean";
            case Number _ -> "number";
            case Callback _ -> "function";
            default -> "object";
        };
    }

    /// A number as an object; the small whole ones are there already.
    static Double box(double number) {
        int whole = (int) number;
        if (whole == number && whole >= 0 && whole < SMALL.length && (whole > 0 || 1 / number > 0)) {
            return SMALL[whole];
        }
        return number;
    }

    /// ToInt32.
    static int int32(double number) {
        int whole = (int) number;
        if (whole == number) {
            return whole;
        }
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return 0;
        }
        double truncated = number < 0 ? Math.ceil(number) : Math.floor(number);
        return (int) (long) (truncated % 0x1p32);
    }

    /// ToIntegerOrInfinity.
    static double integer(double number) {
        if (Double.isNaN(number)) {
            return 0;
        }
        return number < 0 ? Math.ceil(number) + 0.0 : Math.floor(number);
    }
}
