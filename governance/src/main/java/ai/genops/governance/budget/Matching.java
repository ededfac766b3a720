package ai.genops.governance.budget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the budgets of a call by its attribution. What was found is remembered, for so many attributions. */
final class Matching {
    private static final int REMEMBERED = 10_000;

    private record Wanted(String unit, Map<String, String> attribution) {}

    private final List<BudgetRule> budgets;
    /** Only these decide; what else a call says of itself would make every call another one. */
    private final Set<String> deciding = new HashSet<>();

    private final Map<Wanted, BudgetSet> found = new ConcurrentHashMap<>();

    Matching(List<? extends BudgetRule> budgets) {
        this.budgets = List.copyOf(budgets);
        Set<String> names = new HashSet<>();
        for (BudgetRule budget : budgets) {
            if (!names.add(budget.name())) {
                throw new IllegalArgumentException("there are two budgets named `" + budget.name() + "`");
            }
            deciding.addAll(budget.deciding());
        }
    }

    BudgetSet find(Map<String, String> attribution, String unit) {
        var wanted = new Wanted(unit, deciding(attribution));
        BudgetSet known = found.get(wanted);
        if (known != null) {
            return known;
        }
        List<Budget> matching = new ArrayList<>();
        for (BudgetRule rule : budgets) {
            Budget budget = rule.of(wanted.attribution);
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

    private Map<String, String> deciding(Map<String, String> attribution) {
        if (deciding.containsAll(attribution.keySet())) {
            return Map.copyOf(attribution);
        }
        Map<String, String> kept = new HashMap<>();
        attribution.forEach((name, value) -> {
            if (deciding.contains(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
