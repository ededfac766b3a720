package ai.genops.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of decimals ([Decimals]). Those of numbers that are not here work on the nearest number.
final class DecimalMethods {
    static final Map<String, Method<BigDecimal>> TABLE = Method.table(List.of(
            new Method<>("round", Type.ANY, 0, DecimalMethods::round),
            new Method<>("toFixed", Type.TEXT, 0, DecimalMethods::toFixed),
            new Method<>("toString", Type.TEXT, 0, (self, _) -> self.toPlainString())));

    private DecimalMethods() {}

    /// `.round(2)`: halves away from zero, as invoices do; `.round(2, 'half-even')`: to the even neighbour.
    private static Object round(BigDecimal self, @Nullable Object[] arguments) {
        String mode = Arguments.at(arguments, 1) == null ? "half-up" : Arguments.text(arguments, 1);
        return self.setScale(
                Arguments.between(arguments, 0, 0, 100, 0, "round's digits"),
                switch (mode) {
                    case "half-up" -> RoundingMode.HALF_UP;
                    case "half-even" -> RoundingMode.HALF_EVEN;
                    case "up" -> RoundingMode.UP;
                    case "down" -> RoundingMode.DOWN;
                    default ->
                        throw new EvaluationException(
                                "round takes 'half-up', 'half-even', 'up' or 'down', found '" + mode + "'");
                });
    }

    private static Object toFixed(BigDecimal self, @Nullable Object[] arguments) {
        int digits = Arguments.between(arguments, 0, 0, 100, 0, "toFixed's digits");
        return self.setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
