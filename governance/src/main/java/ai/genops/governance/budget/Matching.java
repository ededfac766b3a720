package ai.genops.governance.budget;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds the budgets of a call by its attribution. What was found is remembered, for so many attributions. */
final class Matching {
    private static final int REMEMBERED = 10_000;
    /** Stands for a value that a call does not say. */
    private static final Object NOT_SAID = new Object();

    private final List<BudgetRule> budgets;
    /** Only these decide; what else a call says of itself would make every call another one. */
    private final List<String> deciding;

    private final Known root = new Known();
    private final AtomicInteger remembered = new AtomicInteger();

    /** What was found for one value after the other: the unit, then what decides in the order of the names. */
    private static final class Known {
        private final Map<Object, Known> byValue = new ConcurrentHashMap<>();
        private volatile @Nullable BudgetSet found;
    }

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
        Known known = after(root, unit);
        for (int i = 0; known != null && i < deciding.size(); i++) {
            String value = attribution.get(deciding.get(i));
            known = after(known, value == null ? NOT_SAID : value);
        }
        BudgetSet before = known == null ? null : known.found;
        if (before != null) {
            return before;
        }
        List<Budget> matching = new ArrayList<>();
        for (BudgetRule rule : budgets) {
            Budget budget = rule.of(attribution);
            if (budget != null && budget.unit().equals(unit)) {
                matching.add(budget);
            }
        }
        BudgetSet set = BudgetSet.of(matching);
        if (known != null) {
            known.found = set;
        }
        return set;
    }

    /** Null: too much is remembered already. */
    private @Nullable Known after(Known one, Object value) {
        Known next = one.byValue.get(value);
        return next != null || remembered.get() >= REMEMBERED ? next : remember(one, value);
    }

    private Known remember(Known one, Object value) {
        remembered.incrementAndGet();
        return one.byValue.computeIfAbsent(value, absent -> new Known());
    }

    List<Budget> single() {
        List<Budget> single = new ArrayList<>();
        for (BudgetRule rule : budgets) {
            if (rule instanceof Budget budget) {
                single.add(budget);
            }
        }
        return single;
    }
}
