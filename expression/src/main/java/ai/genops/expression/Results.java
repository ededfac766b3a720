package ai.genops.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns what an expression gave into what an event can hold.
final class Results {
    private int left = Limits.ELEMENTS;

    private Results() {}

    static @Nullable Object export(@Nullable Object value) {
        return switch (value) {
            case BigDecimal decimal -> Decimals.export(decimal);
            case String _, Number _, Boolean _ -> value;
            case null -> null;
            default -> new Results().convert(value, 0);
        };
    }

    private @Nullable Object convert(@Nullable Object value, int depth) {
        Limits.checkDepth(depth);
        if (--left < 0) {
            throw new EvaluationException("the result has more than " + Limits.ELEMENTS + " elements");
        }
        return switch (value) {
            case null -> null;
            case JsNull _, Callback _ -> null;
            case List<?> list -> list(list, depth + 1);
            case Map<?, ?> map -> map(map, depth + 1);
            case BigDecimal decimal -> Decimals.export(decimal);
            case JsDate date -> date.isValid() ? date.iso() : null;
            case Regex regex -> regex.toString();
            case JsSet _ -> Map.of();
            default -> value;
        };
    }

    private List<@Nullable Object> list(List<?> list, int depth) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(element -> copy.add(convert(element, depth)));
        return copy;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> {
            if (member != null) {
                copy.put(Values.text(key), convert(member, depth));
            }
        });
        return copy;
    }
}
