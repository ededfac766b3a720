package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.KnowsBudgets;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.WindowText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Budgets with where they stand, as JSON. Amounts are texts in units, so that they stay exact.
final class BudgetJson {
    private BudgetJson() {}

    /// `listed` is false where the books are in a store that names no budgets.
    static String list(BudgetStore store, Instant now) {
        List<Budget> budgets = store instanceof KnowsBudgets knowing ? knowing.budgets() : List.of();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("listed", store instanceof KnowsBudgets);
        answer.put(
                "budgets",
                budgets.stream()
                        .map(budget -> of(budget, store.balance(budget), now))
                        .toList());
        return new JsonBuffer(4096).value(answer).toString();
    }

    private static Map<String, Object> of(Budget budget, Balance balance, Instant now) {
        Window window = budget.window();
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("name", budget.name());
        one.put("scope", new TreeMap<>(budget.scope()));
        one.put("unit", budget.unit());
        one.put("window", WindowText.of(window));
        one.put("excess", budget.excess().name());
        one.put("thresholds", budget.thresholds());
        one.put("defined_cap", budget.cap().toPlainString());
        one.put("cap", balance.cap().toPlainString());
        one.put("committed", balance.committed().toPlainString());
        one.put("reserved", balance.reserved().toPlainString());
        one.put("remaining", balance.remaining().toPlainString());
        if (!(window instanceof Window.Lifetime)) {
            one.put("from", window.oldest(now).toString());
            one.put("changes_at", window.next(now).toString());
        }
        return one;
    }
}
