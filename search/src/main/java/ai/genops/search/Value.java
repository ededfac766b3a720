package ai.genops.search;

import java.math.BigDecimal;
import java.util.List;

/// A value of a result; a missing one is null.
public sealed interface Value {

    record Text(String text) implements Value {}

    /// Exact for sums; for other numbers the shortest decimal that stands for the double.
    record Num(BigDecimal number) implements Value {}

    /// A multivalue field.
    record Many(List<Value> values) implements Value {}

    /// As people read it: numbers without exponent or needless zeros, several values one per line.
    default String display() {
        return switch (this) {
            case Text(String text) -> text;
            case Num(BigDecimal number) ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            case Many(var values) ->
                values.stream()
                        .map(Value::display)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse("");
        };
    }
}
