package ai.genops.demo;

import java.math.BigDecimal;

/// Decimals on their way into OTLP, which has only doubles.
final class Money {
    private Money() {}

    /// The double whose shortest decimal is exactly `amount`, which is how a receiver reads it back.
    ///
    /// @throws ArithmeticException if there is none: the amount has more digits than a double can carry
    static double exact(BigDecimal amount) {
        double value = amount.doubleValue();
        if (new BigDecimal(Double.toString(value)).compareTo(amount) != 0) {
            throw new ArithmeticException(amount + " cannot be carried by a double, it would arrive as " + value);
        }
        return value;
    }
}
