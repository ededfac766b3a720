package ai.genops.pipeline.processor;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes numbers of texts that are decimals, also inside lists and objects. A text with more digits than a number here
/// keeps stays a text, so that no amount changes.
@SuppressWarnings({"ArrayRecordComponent", "ReferenceEquality"}) // never compared; the same object: nothing to do
record Numerify(
        NamePatterns attributes, int[] slots, @Nullable Rounding rounding) implements Processor {
    record Rounding(int digits, RoundingMode mode) {}

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");

    @Override
    public Verdict apply(Event event) {
        for (int slot : slots) {
            Object value = event.field(slot);
            Object number = numbers(value);
            if (number != value) {
                event.field(slot, number);
            }
        }
        Attributes all = event.attributes();
        for (int i = 0; i < all.size(); i++) {
            if (attributes.test(all.key(i))) {
                Object value = all.value(i);
                Object number = numbers(value);
                if (number != null && number != value) {
                    all.replace(i, number);
                }
            }
        }
        return Verdict.KEEP;
    }

    private @Nullable Object numbers(@Nullable Object value) {
        return switch (value) {
            case String text -> text(text);
            case Double number
            when rounding != null && Double.isFinite(number) -> number(BigDecimal.valueOf(number), number);
            case List<?> list -> {
                List<@Nullable Object> numbers = new ArrayList<>(list.size());
                list.forEach(item -> numbers.add(numbers(item)));
                yield numbers.equals(list) ? list : numbers;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> numbers = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((name, inside) -> numbers.put(name, numbers(inside)));
                yield numbers.equals(map) ? map : numbers;
            }
            case null, default -> value;
        };
    }

    private Object text(String text) {
        String stripped = text.strip();
        return DECIMAL.matcher(stripped).matches() ? number(new BigDecimal(stripped), text) : text;
    }

    private Object number(BigDecimal exact, Object otherwise) {
        BigDecimal wanted = rounding == null ? exact : exact.setScale(rounding.digits, rounding.mode);
        if (wanted.stripTrailingZeros().scale() <= 0 && wanted.precision() - wanted.scale() <= 18) {
            return wanted.longValueExact();
        }
        double number = wanted.doubleValue();
        return Double.isFinite(number) && BigDecimal.valueOf(number).compareTo(wanted) == 0 ? number : otherwise;
    }
}
