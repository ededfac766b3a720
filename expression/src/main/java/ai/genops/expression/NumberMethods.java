package ai.genops.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of numbers (ECMA-262, 21.1.3).
final class NumberMethods {
    static final Map<String, Method<Number>> TABLE = Method.table(List.of(
            new Method<>("toFixed", Type.TEXT, 0, NumberMethods::toFixed),
            new Method<>("toPrecision", Type.TEXT, 0, NumberMethods::toPrecision),
            new Method<>("toExponential", Type.TEXT, 0, NumberMethods::toExponential),
            new Method<>("toString", Type.TEXT, 0, NumberMethods::toString)));

    private NumberMethods() {}

    private static Object toFixed(Number self, @Nullable Object[] arguments) {
        return NumberText.fixed(self.doubleValue(), Arguments.between(arguments, 0, 0, 100, 0, "toFixed's digits"));
    }

    private static Object toPrecision(Number self, @Nullable Object[] arguments) {
        if (Arguments.at(arguments, 0) == null || isNotFinite(self)) {
            return Values.text(self);
        }
        int digits = Arguments.between(arguments, 0, 1, 100, 1, "toPrecision's digits");
        return NumberText.precision(self.doubleValue(), digits);
    }

    private static Object toExponential(Number self, @Nullable Object[] arguments) {
        if (isNotFinite(self)) {
            return Values.text(self);
        }
        boolean asNeeded = Arguments.at(arguments, 0) == null;
        int digits = Arguments.between(arguments, 0, 0, 100, 0, "toExponential's digits");
        return NumberText.exponential(self.doubleValue(), asNeeded ? -1 : digits);
    }

    private static Object toString(Number self, @Nullable Object[] arguments) {
        if (Arguments.at(arguments, 0) == null) {
            return Values.text(self);
        }
        int radix = Arguments.between(arguments, 0, 2, 36, 10, "toString's radix");
        return radix == 10 ? Values.text(self) : NumberText.radix(self.doubleValue(), radix);
    }

    private static boolean isNotFinite(Number number) {
        return !Double.isFinite(number.doubleValue());
    }
}
