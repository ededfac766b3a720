package ai.genops.sdk.config;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.Policies;
import ai.genops.governance.price.Catalogue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prices, policies and budgets.
 *
 * @param prices knows nothing if none were given
 * @param budgets null: there are none
 * @param unpriced what is done with a call that a budget covers and of which nobody knows the cost
 */
public record RuleSettings(
        Catalogue prices,
        Policies policies,
        @Nullable Budgets budgets,
        Enforcement enforcement,
        Action unpriced,
        Consumer<Alert> alerts) {}
