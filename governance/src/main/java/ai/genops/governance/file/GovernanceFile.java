package ai.genops.governance.file;

import ai.genops.governance.budget.BudgetRule;
import ai.genops.governance.policy.Policy;
import ai.genops.governance.price.Catalogue;
import java.util.List;

/**
 * What a file says about calls: {@code prices} (files, the first goes over the later; relative to this one),
 * {@code policies} and {@code budgets}.
 */
public record GovernanceFile(List<Catalogue> prices, List<Policy> policies, List<BudgetRule> budgets) {}
