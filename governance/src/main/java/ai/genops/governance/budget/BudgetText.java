package ai.genops.governance.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A budget as text, for stores that say which budgets they have: a form ({@code application/x-www-form-urlencoded}) such as
 * {@code name=docs&unit=USD&cap=40&window=MONTH+UTC&excess=DENY&threshold=50&threshold=80&scope.team=docs}.
 */
public final class BudgetText {
    private static final String SCOPE = "scope.";

    private BudgetText() {}

    public static String of(Budget budget) {
        var text = new StringBuilder();
        put(text, "name", budget.name());
        put(text, "unit", budget.unit());
        put(text, "cap", budget.cap().toPlainString());
        put(text, "window", WindowText.of(budget.window()));
        put(text, "excess", budget.excess().name());
        for (Integer threshold : budget.thresholds()) {
            put(text, "threshold", threshold.toString());
        }
        for (Map.Entry<String, String> one : new TreeMap<>(budget.scope()).entrySet()) {
            put(text, SCOPE + one.getKey(), one.getValue());
        }
        return text.substring(1);
    }

    private static void put(StringBuilder text, String name, String value) {
        text.append('&').append(URLEncoder.encode(name, UTF_8)).append('=').append(URLEncoder.encode(value, UTF_8));
    }

    /**
     * The budget of a text.
     *
     * @throws RuntimeException if it is none
     */
    public static Budget read(String text) {
        Map<String, String> fields = new HashMap<>();
        Map<String, String> scope = new HashMap<>();
        List<Integer> thresholds = new ArrayList<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = URLDecoder.decode(field.substring(0, equals), UTF_8);
            String value = URLDecoder.decode(field.substring(equals + 1), UTF_8);
            if (name.startsWith(SCOPE)) {
                scope.put(name.substring(SCOPE.length()), value);
            } else if (name.equals("threshold")) {
                thresholds.add(Integer.valueOf(value));
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
                thresholds);
    }

    private static String of(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }
}
