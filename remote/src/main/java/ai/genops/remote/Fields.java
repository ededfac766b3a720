package ai.genops.remote;

import ai.genops.governance.budget.Nanos;
import ai.genops.rules.JsonTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object. Each method throws {@link IllegalArgumentException} that names what is wrong. */
record Fields(Map<?, ?> members) {
    static Fields of(String json) {
        try {
            if (JsonTree.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
                return new Fields(map);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("the body must be a JSON object");
    }

    String text(String name) {
        Object value = members.get(name);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, "a text", value);
    }

    boolean flag(String name) {
        Object value = members.get(name);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "true or false", value);
    }

    /** A whole number. */
    long number(String name) {
        Object value = members.get(name);
        try {
            if (value instanceof BigDecimal number && number.precision() - number.scale() < 20) {
                return number.longValueExact();
            }
        } catch (ArithmeticException e) {
            // told below
        }
        throw wrong(name, "a whole number", value);
    }

    int integer(String name) {
        long number = number(name);
        if (number == (int) number) {
            return (int) number;
        }
        throw wrong(name, "a smaller number", number);
    }

    /** An amount in units, in a text, so that it stays exact on every way. */
    BigDecimal amount(String name) {
        String text = text(name);
        try {
            if (text.length() <= 60) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(name, "an amount such as \"0.50\"", text);
    }

    /** An amount of the books, in billionths. */
    long nanos(String name) {
        BigDecimal amount = amount(name);
        try {
            return Nanos.exactly(amount);
        } catch (ArithmeticException e) {
            throw wrong(name, "an amount of the books, to the billionth", amount);
        }
    }

    Instant time(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "a time such as 2026-03-01T00:00:00Z", text);
        }
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name).toUpperCase(Locale.ROOT);
        for (E one : type.getEnumConstants()) {
            if (one.name().equals(text)) {
                return one;
            }
        }
        throw wrong(name, "one of " + Arrays.toString(type.getEnumConstants()), text);
    }

    Fields object(String name) {
        Object value = members.get(name);
        if (value instanceof Map<?, ?> map) {
            return new Fields(map);
        }
        throw wrong(name, "an object", value);
    }

    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (Object one : list(name)) {
            if (!(one instanceof Map<?, ?> map)) {
                throw wrong(name, "a list of objects", one);
            }
            objects.add(new Fields(map));
        }
        return objects;
    }

    List<?> list(String name) {
        Object value = members.get(name);
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list", value);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    private static IllegalArgumentException wrong(String name, String rule, @Nullable Object found) {
        return new IllegalArgumentException(
                "`" + name + "` must be " + rule + ", is " + (found == null ? "missing" : "`" + found + "`"));
    }
}
