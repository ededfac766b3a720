package ai.genops.server.budget;

import ai.genops.governance.budget.Budget;
import ai.genops.remote.StoreCall;
import ai.genops.remote.StoreCall.Reserve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The budgets that were reserved of, by name. One thread at a time.
final class Known {
    private static final int MOST = 1000;

    /// The one used longest ago first.
    private final Map<String, Budget> byName = new LinkedHashMap<>(16, 0.75f, true);

    void see(StoreCall call) {
        if (call instanceof Reserve(var request)) {
            for (Budget budget : request.budgets()) {
                byName.put(budget.name(), budget);
            }
            while (byName.size() > MOST) {
                byName.remove(byName.keySet().iterator().next());
            }
        }
    }

    List<Budget> newestFirst() {
        return List.copyOf(byName.values()).reversed();
    }
}
