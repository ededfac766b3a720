package ai.genops.governance.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Budgets of one unit that are charged together, in the order of their names, which is the order of locking. */
public final class BudgetSet implements Iterable<Budget> {
    private static final int MAX = 64;

    private final List<Budget> budgets;
    private final int hash;

    private BudgetSet(List<Budget> budgets) {
        this.budgets = budgets;
        this.hash = budgets.hashCode();
    }

    /**
     * Budgets to be charged together.
     *
     * @throws IllegalArgumentException if two have the same name, if units differ, or if there are more than 64
     */
    public static BudgetSet of(List<Budget> budgets) {
        List<Budget> sorted = new ArrayList<>(budgets);
        sorted.sort(Comparator.comparing(Budget::name));
        for (int i = 1; i < sorted.size(); i++) {
            Budget one = sorted.get(i);
            if (one.name().equals(sorted.get(i - 1).name())) {
                throw new IllegalArgumentException("there are two budgets named `" + one.name() + "`");
            }
            if (!one.unit().equals(sorted.get(0).unit())) {
                throw new IllegalArgumentException(
                        "budgets `%s` and `%s` count in different units and cannot be charged together"
                                .formatted(sorted.get(0).name(), one.name()));
            }
        }
        if (sorted.size() > MAX) {
            throw new IllegalArgumentException(
                    "a call may be charged to at most %d budgets, these are %d".formatted(MAX, sorted.size()));
        }
        return new BudgetSet(List.copyOf(sorted));
    }

    public boolean isEmpty() {
        return budgets.isEmpty();
    }

    /** Whether there is one that refuses a call that does not fit. */
    public boolean refuses() {
        boolean is = false;
        for (Budget budget : budgets) {
            is |= budget.refuses();
        }
        return is;
    }

    /** In the order of their names. */
    public List<Budget> list() {
        return budgets;
    }

    @Override
    public Iterator<Budget> iterator() {
        return budgets.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof BudgetSet that && hash == that.hash && budgets.equals(that.budgets));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        for (Budget budget : budgets) {
            names.add(budget.name());
        }
        return names.toString();
    }
}
