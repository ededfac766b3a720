package ai.genops.sdk.record;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a caller tells of a unit of work. Values that cannot be true are not taken and become refusals; nothing
 * throws. For one thread.
 *
 * @param <F> the fact itself
 */
public abstract class Fact<F extends Fact<F>> {
    /** Metadata beyond this is refused: a span has room for 128 attributes by OpenTelemetry's default. */
    static final int MOST_METADATA = 32;

    /** Beyond these a number is a mistake, and adding it up would cost memory: 15 digits before the point, 18 after. */
    private static final int MOST_DIGITS_BEFORE = 15;

    private static final int MOST_DIGITS_AFTER = 18;
    private static final int MOST_CHARACTERS = 64;

    private List<String> refusals = List.of();
    private Map<String, Object> metadata = Map.of();

    Fact() {}

    abstract F self();

    /** Called with `unit` locked. */
    abstract void write(Span span, Unit unit, PolicyResult.Form form);

    List<String> refusals() {
        return refusals;
    }

    /**
     * Anything else worth keeping, at most 32 values: numbers and booleans keep their type, of everything else its
     * text is kept.
     */
    public F metadata(@Nullable String key, @Nullable Object value) {
        boolean isNumber = value instanceof Double || value instanceof Float;
        if (key == null || key.isBlank() || value == null) {
            refuse("metadata", "without a name or a value");
        } else if (isNumber && !Double.isFinite(((Number) value).doubleValue())) {
            refuse("metadata " + key, value.toString());
        } else if (metadata.size() == MOST_METADATA && !metadata.containsKey(key)) {
            refuse("metadata " + key, "more than " + MOST_METADATA + " values");
        } else {
            metadata = metadata.isEmpty() ? new LinkedHashMap<>() : metadata;
            metadata.put(key, value);
        }
        return self();
    }

    public F metadata(@Nullable Map<String, ?> values) {
        if (values != null) {
            for (Map.Entry<String, ?> one : values.entrySet()) {
                metadata(one.getKey(), one.getValue());
            }
        }
        return self();
    }

    @Nullable
    Object metadata(String key) {
        return metadata.get(key);
    }

    void writeMetadata(Span span, String prefix) {
        for (Map.Entry<String, Object> one : metadata.entrySet()) {
            String name = prefix + one.getKey();
            Object value = one.getValue();
            if (value instanceof Boolean truth) {
                span.setAttribute(name, truth);
            } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
                span.setAttribute(name, ((Number) value).longValue());
            } else if (value instanceof Number number) {
                span.setAttribute(name, number.doubleValue());
            } else {
                span.setAttribute(name, value.toString());
            }
        }
    }

    void refuse(String what, @Nullable Object value) {
        refusals = refusals.isEmpty() ? new ArrayList<>(2) : refusals;
        refusals.add(getClass().getSimpleName() + ": " + what + " " + value + " is not recorded");
    }

    /** Text that says something, else null: nothing was told then. */
    static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    @Nullable
    BigDecimal amount(String what, @Nullable String text) {
        try {
            if (text != null && text.length() <= MOST_CHARACTERS) {
                return amount(what, new BigDecimal(text.strip()));
            }
        } catch (NumberFormatException e) {
            // Refused below, with the text.
        }
        refuse(what, text != null && text.length() > MOST_CHARACTERS ? "of " + text.length() + " characters" : text);
        return null;
    }

    /** The shortest decimal that is this double, as OpenTelemetry's receivers read it. */
    @Nullable
    BigDecimal amount(String what, double value) {
        if (Double.isFinite(value)) {
            return amount(what, BigDecimal.valueOf(value));
        }
        refuse(what, value);
        return null;
    }

    /** Not negative, and of a size that money has. */
    @Nullable
    BigDecimal amount(String what, @Nullable BigDecimal value) {
        BigDecimal sized = sized(what, value);
        if (sized != null && sized.signum() < 0) {
            refuse(what, value);
            return null;
        }
        return sized;
    }

    /** Of a size that money has; may be negative. */
    @Nullable
    BigDecimal sized(String what, @Nullable BigDecimal value) {
        if (value == null || !isSized(value)) {
            refuse(what, value == null ? null : "of " + value.precision() + " digits, scale " + value.scale());
            return null;
        }
        return value.signum() == 0 ? BigDecimal.ZERO : value;
    }

    /** Whether it can be an amount: not negative, and of a size that money has. */
    static boolean isMoney(BigDecimal value) {
        return value.signum() >= 0 && isSized(value);
    }

    private static boolean isSized(BigDecimal value) {
        return (long) value.precision() - value.scale() <= MOST_DIGITS_BEFORE
                && (value.signum() == 0 || value.scale() <= MOST_DIGITS_AFTER);
    }

    long count(String what, long value) {
        if (value < 0) {
            refuse(what, value);
            return -1;
        }
        return value;
    }

    static <T> void set(Span span, AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            span.setAttribute(key, value);
        }
    }

    static void set(Span span, AttributeKey<Double> key, @Nullable BigDecimal value) {
        set(span, key, real(value));
    }

    /** As OpenTelemetry has it: made once for all the places where it is written. */
    static @Nullable Double real(@Nullable BigDecimal value) {
        return value == null ? null : Double.valueOf(value.doubleValue());
    }

    static void set(Span span, AttributeKey<Long> key, long value) {
        if (value >= 0) {
            span.setAttribute(key, Long.valueOf(value));
        }
    }
}
