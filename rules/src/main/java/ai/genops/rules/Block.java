package ai.genops.rules;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One block's keys (a policy's, a budget's) as they are configured. What is wrong is added to the problems, and something harmless returned. */
public final class Block {
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");
    private static final int MAX_NUMBER = 40;

    private final String at;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final List<String> problems;

    public Block(String at, Map<?, ?> values, List<String> problems) {
        this.at = at;
        this.problems = problems;
        values.forEach((key, value) -> {
            if (value != null) {
                this.values.put(String.valueOf(key), value);
            }
        });
    }

    public void problem(String key, String rule, @Nullable Object found) {
        problems.add("%s.%s: %s, is %s".formatted(at, key, rule, found == null ? "missing" : "`" + found + "`"));
    }

    /** To be called when all keys have been asked for. */
    public void reportOthers() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                problems.add("%s.%s: there is no such setting here; there are %s"
                        .formatted(at, key, String.join(", ", asked)));
            }
        }
    }

    private @Nullable Object get(String key) {
        asked.add(key);
        return values.get(key);
    }

    public String text(String key, String otherwise) {
        Object value = get(key);
        if (value instanceof Map || value instanceof List) {
            problem(key, "must be a text", value);
            return otherwise;
        }
        return value == null ? otherwise : value.toString();
    }

    public String required(String key) {
        String text = text(key, "");
        if (text.isBlank()) {
            problem(key, "must be given", values.get(key));
        }
        return text;
    }

    /** One of an enum's names, in any case; `-` counts as `_`. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        String text = text(key, otherwise.name());
        List<String> names = new ArrayList<>();
        for (E choice : type.getEnumConstants()) {
            if (choice.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return choice;
            }
            names.add(choice.name().toLowerCase(Locale.ROOT));
        }
        String last = names.remove(names.size() - 1);
        problem(key, "must be " + String.join(", ", names) + " or " + last, text);
        return otherwise;
    }

    /** An amount from 0; `.nan` and `.inf` of YAML are none. */
    public BigDecimal amount(String key) {
        Object value = get(key);
        String text = value == null ? "" : value.toString();
        try {
            BigDecimal amount = text.length() > MAX_NUMBER ? BigDecimal.valueOf(-1) : new BigDecimal(text);
            if (amount.signum() >= 0 && Math.abs(amount.scale()) <= MAX_NUMBER) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(key, "must be an amount of dollars from 0, such as 0.50", value);
        return BigDecimal.ZERO;
    }

    public int count(String key, int max) {
        Object value = get(key);
        try {
            int count = Integer.parseInt(String.valueOf(value));
            if (count >= 1 && count <= max) {
                return count;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problem(key, "must be a whole number from 1 to " + max, value);
        return 1;
    }

    public Duration duration(String key, Duration otherwise) {
        String text = text(key, otherwise.toString());
        Matcher unit = SHORT_DURATION.matcher(text);
        try {
            Duration duration =
                    unit.matches() ? of(Long.parseLong(unit.group(1)), unit.group(2)) : Duration.parse(text);
            if (duration.toMillis() >= 1) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // told below
        }
        problem(key, "must be a duration such as 500ms, 10s, 1m, 1h or PT1M", text);
        return otherwise;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** One text counts as a list of it. */
    public List<String> texts(String key, List<String> otherwise) {
        Object value = get(key);
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list
                && list.stream().noneMatch(one -> one instanceof Map || one instanceof List)) {
            list.forEach(one -> texts.add(String.valueOf(one)));
            return texts;
        }
        if (value instanceof Map || value instanceof List) {
            problem(key, "must be a list of texts", value);
        }
        return value == null || value instanceof Map || value instanceof List ? otherwise : List.of(value.toString());
    }

    /** Texts by their names; none if there are none. */
    public Map<String, String> map(String key) {
        Object value = get(key);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map
                && map.values().stream().noneMatch(one -> one == null || one instanceof Map || one instanceof List)) {
            map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
        } else if (value != null) {
            problem(key, "must be names with texts", value);
        }
        return texts;
    }

    /** Whole numbers; a single one counts as a list of it. */
    public List<Integer> counts(String key, List<Integer> otherwise) {
        List<Integer> counts = new ArrayList<>();
        for (String text : texts(key, List.of())) {
            try {
                counts.add(new BigDecimal(text).intValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                problem(key, "must be whole numbers", text);
            }
        }
        return counts.isEmpty() ? otherwise : counts;
    }

    /** Regular expressions by their names. */
    public Map<String, Pattern> patterns(String key) {
        Object value = get(key);
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            problem(key, "must be names with regular expressions", value);
            return patterns;
        }
        map.forEach((name, pattern) -> {
            try {
                patterns.put(String.valueOf(name), Pattern.compile(String.valueOf(pattern)));
            } catch (java.util.regex.PatternSyntaxException e) {
                problem(key + "." + name, "must be a regular expression (" + e.getDescription() + ")", pattern);
            }
        });
        return patterns;
    }
}
