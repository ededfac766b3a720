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
///
/// @param names of the fields in `slots`
/// @param where asks for the name and the value of what would change; null: all does
@SuppressWarnings({"ArrayRecordComponent", "ReferenceEquality"}) // never compared; the same object: nothing to do
record Numerify(
        NamePatterns attributes,
        String[] names,
        int[] slots,
        @Nullable Guarded where,
        @Nullable Rounding rounding) implements Processor {
    record Rounding(int digits, RoundingMode mode) {}

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");

    @Override
    public Verdict apply(Event event) {
        for (int i = 0; i < slots.length; i++) {
            Object value = event.field(slots[i]);
            Object number = numbers(event, names[i], value);
            if (number != value) {
                event.field(slots[i], number);
            }
        }
        Attributes all = event.attributes();
        for (int i = 0; i < all.size(); i++) {
            if (attributes.test(all.key(i))) {
                Object value = all.value(i);
                Object number = numbers(event, all.key(i).name(), value);
                if (number != null && number != value) {
                    all.replace(i, number);
                }
            }
        }
        return Verdict.KEEP;
    }

    private @Nullable Object numbers(Event event, String name, @Nullable Object value) {
        return switch (value) {
            case String text -> chosen(event, name, text, text(text));
            case Double number
            when rounding != null && Double.isFinite(number) ->
                chosen(event, name, number, number(BigDecimal.valueOf(number), number));
            case List<?> list -> {
                List<@Nullable Object> numbers = new ArrayList<>(list.size());
                for (int i = 0; i < list.size(); i++) {
                    numbers.add(numbers(event, inside(name, i), list.get(i)));
                }
                yield numbers.equals(list) ? list : numbers;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> numbers = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((key, inside) -> numbers.put(key, numbers(event, inside(name, key), inside)));
                yield numbers.equals(map) ? map : numbers;
            }
            case null, default -> value;
        };
    }

    /// `order.items.0`, if anybody asks.
    private String inside(String name, Object key) {
        return where == null ? "" : name + "." + key;
    }

    private Object chosen(Event event, String name, Object value, Object number) {
        return number == value || where == null || where.test(event, List.of(name, value)) ? number : value;
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
