package ai.genops.spring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * What properties have under a name, as the lists and maps that YAML had, with keys as they were written: Spring's own
 * binding takes the {@code _} out of {@code customer_id}, and a budget would be of another scope then. As with Spring's
 * lists, the first source that has any of it has all of it. Environment variables, which have no such names, have none.
 */
final class PropertyTree {
    private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)\\]|\\.?([^.\\[\\]]+)");
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]{1,4}\\]");

    private PropertyTree() {}

    /** One member, {@code name}, or none if nothing is said. */
    static Map<String, Object> read(ConfigurableEnvironment environment, String prefix, String name) {
        List<String> names = environment.getPropertySources().stream()
                .map(source -> source instanceof EnumerablePropertySource<?> enumerable
                        ? Stream.of(enumerable.getPropertyNames())
                                .filter(one -> isUnder(one, prefix + name))
                                .toList()
                        : List.<String>of())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String one : names) {
            String value = environment.getProperty(one);
            // An empty list is written as an empty text.
            if (value != null && !(value.isEmpty() && one.equals(prefix + name))) {
                put(tree, STEP.matcher(one.substring(prefix.length())), value);
            }
        }
        tree.replaceAll((key, value) -> listed(value));
        return tree;
    }

    private static boolean isUnder(String one, String name) {
        return one.equals(name) || one.startsWith(name + "[") || one.startsWith(name + ".");
    }

    private static void put(Map<String, Object> tree, Matcher steps, String value) {
        Map<String, Object> at = tree;
        String key = null;
        while (steps.find()) {
            if (key != null) {
                at = inner(at, key);
            }
            key = key(steps);
        }
        if (key != null) {
            at.put(key, value);
        }
    }

    private static String key(Matcher steps) {
        String inBrackets = steps.group(1);
        if (inBrackets == null) {
            return steps.group(2);
        }
        return INDEX.matcher(steps.group()).matches() ? steps.group() : inBrackets;
    }

    @SuppressWarnings("unchecked") // Every map in here was made here.
    private static Map<String, Object> inner(Map<String, Object> at, String key) {
        Object there = at.get(key);
        if (there instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        Map<String, Object> made = new LinkedHashMap<>();
        at.put(key, made);
        return made;
    }

    private static Object listed(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return String.valueOf(value);
        }
        List<String> keys = map.keySet().stream().map(String::valueOf).toList();
        if (keys.stream().allMatch(key -> INDEX.matcher(key).matches())) {
            List<Object> list = new ArrayList<>();
            keys.stream()
                    .sorted(Comparator.comparingInt(key -> Integer.parseInt(key.substring(1, key.length() - 1))))
                    .forEach(key -> list.add(listed(map.get(key))));
            return list;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((key, one) -> named.put(String.valueOf(key), listed(one)));
        return named;
    }
}
