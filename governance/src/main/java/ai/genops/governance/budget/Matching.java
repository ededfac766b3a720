package ai.genops.governance.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the budgets of a call by its attribution. What was found is remembered, for so many attributions. */
final class Matching {
    private static final int REMEMBERED = 10_000;

    private final List<BudgetRule> budgets;
    /** Only these decide; what else a call says of itself would make every call another one. */
    private final List<String> deciding;

    private final Map<List<@Nullable String>, BudgetSet> found = new ConcurrentHashMap<>();

    Matching(List<? extends BudgetRule> budgets) {
        this.budgets = List.copyOf(budgets);
        Set<String> names = new HashSet<>();
        Set<String> attributes = new TreeSet<>();
        for (BudgetRule budget : budgets) {
            if (!names.add(budget.name())) {
                throw new IllegalArgumentException("there are two budgets named `" + budget.name() + "`");
            }
            attributes.addAll(budget.deciding());
        }
        deciding = List.copyOf(attributes);
    }

    BudgetSet find(Map<String, String> attribution, String unit) {
        List<@Nullable String> wanted = wanted(attribution, unit);
        BudgetSet known = found.get(wanted);
        if (known != null) {
            return known;
        }
        List<Budget> matching = new ArrayList<>();
        for (BudgetRule rule : budgets) {
            Budget budget = rule.of(attribution);
            if (budget != null && budget.unit().equals(unit)) {
                matching.add(budget);
            }
        }
        BudgetSet set = BudgetSet.of(matching);
        if (found.size() < REMEMBERED) {
            found.put(wanted, set);
        }
        return set;
    }

    List<Budget> single() {
        return budgets.stream()
                .filter(Budget.class::isInstance)
                .map(Budget.class::cast)
                .toList();
    }

    /** The unit, and what decides in the order of the names; null where the call does not say it. */
    private List<@Nullable String> wanted(Map<String, String> attribution, String unit) {
        @Nullable String[] values = new String[deciding.size() + 1];
        values[0] = unit;
        for (int i = 1; i < values.length; i++) {
            values[i] = attribution.get(deciding.get(i - 1));
        }
        return Arrays.asList(values);
    }
}
