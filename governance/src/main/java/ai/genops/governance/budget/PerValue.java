package ai.genops.governance.budget;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A budget for each value of some attribution, such as $100 a month for every customer. Its budgets are named
 * {@code name{customer_id=acme}}, or by a hash where that is too long. A call that does not tell all of the attribution is
 * charged to none of them, so a budget for all calls belongs beside it.
 *
 * @param budget what each value has, with a name of at most 100 characters; its scope must hold as well
 * @param by names of attribution, at least one
 */
public record PerValue(Budget budget, List<String> by) implements BudgetRule {
    private static final int MAX_OWN_NAME = 100;
    private static final int MAX_NAME = 200;

    public PerValue {
        if (by.isEmpty() || by.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "budget `" + budget.name() + "`: `per` must name attribution such as customer_id, is " + by);
        }
        if (budget.name().length() > MAX_OWN_NAME) {
            throw new IllegalArgumentException("budget `%s`: with `per` its name must have at most %d characters"
                    .formatted(budget.name(), MAX_OWN_NAME));
        }
        by = List.copyOf(new TreeSet<>(by));
    }

    @Override
    public String name() {
        return budget.name();
    }

    @Override
    public Set<String> deciding() {
        Set<String> names = new TreeSet<>(by);
        names.addAll(budget.scope().keySet());
        return names;
    }

    @Override
    public @Nullable Budget of(Map<String, String> attribution) {
        if (!budget.covers(attribution)) {
            return null;
        }
        Map<String, String> scope = new LinkedHashMap<>(budget.scope());
        StringBuilder values = new StringBuilder();
        for (String name : by) {
            String value = attribution.get(name);
            if (value == null) {
                return null;
            }
            scope.put(name, value);
            // Escaped, so that no value can pass for two.
            values.append(values.isEmpty() ? "{" : ",")
                    .append(name)
                    .append('=')
                    .append(value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\="));
        }
        return new Budget(
                budget.name() + named(values.append('}').toString()),
                scope,
                budget.unit(),
                budget.cap(),
                budget.window(),
                budget.excess(),
                budget.thresholds());
    }

    private String named(String values) {
        if (budget.name().length() + values.length() <= MAX_NAME) {
            return values;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(values.getBytes(StandardCharsets.UTF_8));
            return "{#" + HexFormat.of().formatHex(hash) + "}";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
