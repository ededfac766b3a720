package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A budget as text, for stores that say which budgets they have: a form ({@code application/x-www-form-urlencoded}) such as
 * {@code name=docs&unit=USD&cap=40&window=MONTH+UTC&excess=DENY&thresholds=50+80&scope.team=docs}.
 */
public final class BudgetText {
    private static final String SCOPE = "scope.";

    private BudgetText() {}

    public static String of(Budget budget) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", budget.name());
        fields.put("unit", budget.unit());
        fields.put("cap", budget.cap().toPlainString());
        fields.put("window", WindowText.of(budget.window()));
        fields.put("excess", budget.excess().name());
        fields.put(
                "thresholds", budget.thresholds().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        new TreeMap<>(budget.scope()).forEach((name, value) -> fields.put(SCOPE + name, value));
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * The budget of a text.
     *
     * @throws RuntimeException if it is none
     */
    public static Budget read(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> scope = new TreeMap<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = decoded(field.substring(0, equals));
            String value = decoded(field.substring(equals + 1));
            if (name.startsWith(SCOPE)) {
                scope.put(name.substring(SCOPE.length()), value);
            } else {
                fields.put(name, value);
            }
        }
        return new Budget(
                of(fields, "name"),
                scope,
                of(fields, "unit"),
                new BigDecimal(of(fields, "cap")),
                WindowText.read(of(fields, "window")),
                Budget.Excess.valueOf(of(fields, "excess")),
                numbers(of(fields, "thresholds")));
    }

    private static String of(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : text.split(" ", -1)) {
            if (!number.isEmpty()) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
