package ai.genops.destination.metrics;

import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.Numbers;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Values of expressions as decimals.
final class Amounts {
    /// Beyond what a double holds; a number such as 1e999999999 would fill the memory when it is added.
    private static final int MOST_DIGITS = 400;

    private Amounts() {}

    /// The amount; null for what has none: nothing, NaN, an empty text.
    /// @throws UnencodableException for what is no number
    static @Nullable BigDecimal of(String metric, @Nullable Object value) throws UnencodableException {
        return switch (value) {
            case null -> null;
            case Long number -> BigDecimal.valueOf(number);
            case Integer number -> BigDecimal.valueOf(number);
            case BigDecimal number -> bounded(metric, number);
            case Number number when Double.isNaN(number.doubleValue()) -> null;
            case Number number when Double.isInfinite(number.doubleValue()) -> throw wrong(metric, value);
            case Number number -> new BigDecimal(Numbers.text(number.doubleValue()));
            case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            case String text when text.isBlank() -> null;
            case String text -> bounded(metric, parse(metric, text));
            default -> throw wrong(metric, value);
        };
    }

    private static BigDecimal parse(String metric, String text) throws UnencodableException {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(metric, text);
        }
    }

    private static BigDecimal bounded(String metric, BigDecimal number) throws UnencodableException {
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw wrong(metric, number);
        }
        return number;
    }

    private static UnencodableException wrong(String metric, Object value) {
        String text = value.toString();
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return new UnencodableException("the value of `" + metric + "` is `" + shown + "`, which is not a number");
    }
}
