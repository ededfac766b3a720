package ai.genops.server.budget;

import ai.genops.governance.budget.Budget;
import java.util.List;

/// Books that can say which budgets they have. What defines a budget is the program that spends from it.
public interface KnowsBudgets {
    /// As they were when something was reserved of them last, that one first; at most 1,000.
    List<Budget> budgets();
}
