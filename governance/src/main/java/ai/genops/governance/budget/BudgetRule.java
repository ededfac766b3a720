package ai.genops.governance.budget;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls are charged to: one budget, or one for each value of some attribution. */
public sealed interface BudgetRule permits Budget, PerValue {
    /** Unique among those that are used together. */
    String name();

    /** The attribution that decides. */
    Set<String> deciding();

    /** The budget that a call with this attribution is charged to; null: none of this rule's. */
    @Nullable
    Budget of(Map<String, String> attribution);
}
