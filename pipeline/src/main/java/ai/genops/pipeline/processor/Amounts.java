package ai.genops.pipeline.processor;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Token counts and money as clients send them: numbers, or texts of numbers.
final class Amounts {
    private static final int MAX_LENGTH = 24;
    private static final double MAX_WHOLE = 1L << 53;
    /// Between 10^-30 and 10^30 there is room for every amount of money, and sums stay small.
    private static final int MAX_SCALE = 30;

    private Amounts() {}

    /// A whole number from 0; null for what is none.
    static @Nullable Long tokens(@Nullable Object value) {
        return switch (value) {
            case Long number when number >= 0 -> number;
            case Double number
            when number >= 0 && number <= MAX_WHOLE && number == Math.rint(number) -> number.longValue();
            case String text when text.length() <= MAX_LENGTH -> tokens(number(text));
            case null, default -> null;
        };
    }

    /// A finite number from 0; null for what is none.
    static @Nullable Double money(@Nullable Object value) {
        return switch (value) {
            case Long number when number >= 0 -> number.doubleValue();
            case Double number when number >= 0 && Double.isFinite(number) -> number;
            case String text when text.length() <= MAX_LENGTH -> money(number(text));
            case null, default -> null;
        };
    }

    /// The decimal that a number from 0 is written as, to the last digit, so that sums do not depend on their order;
    /// null for what is none.
    static @Nullable BigDecimal exact(@Nullable Object value) {
        BigDecimal decimal = switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case Double number when Double.isFinite(number) -> new BigDecimal(Double.toString(number));
            case String text when text.length() <= MAX_LENGTH -> decimal(text);
            case null, default -> null;
        };
        return decimal != null && decimal.signum() >= 0 && Math.abs(decimal.scale()) <= MAX_SCALE ? decimal : null;
    }

    private static @Nullable BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
