package ai.genops.governance.budget;

import java.util.List;

/** Books that can say which budgets they have. What defines a budget is the program that spends from it. */
public interface KnowsBudgets {
    /**
     * As they were when something was reserved of them last, that one first; at most 1,000.
     *
     * @throws BudgetStoreException if the books cannot be reached
     */
    List<Budget> budgets();
}
