package ai.genops.expression;

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
            case String _, Number _, Boolean _ -> value;
            case null -> null;
            default -> new Results().convert(value);
        };
    }

    private @Nullable Object convert(@Nullable Object value) {
        if (--left < 0) {
            throw new EvaluationException("the result has more than " + Limits.ELEMENTS + " elements");
        }
        return switch (value) {
            case null -> null;
            case JsNull _, Callback _ -> null;
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            case JsDate date -> date.isValid() ? date.iso() : null;
            case Regex regex -> regex.toString();
            default -> value;
        };
    }

    private List<@Nullable Object> list(List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(element -> copy.add(convert(element)));
        return copy;
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> {
            if (member != null) {
                copy.put(Values.text(key), convert(member));
            }
        });
        return copy;
    }
}
