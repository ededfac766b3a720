package ai.genops.governance.policy;

import java.math.BigDecimal;

/**
 * A call must not cost more than so much.
 *
 * @param max in US dollars; what costs exactly that is allowed
 * @param unpriced what is done with a call of which nobody knows the cost
 */
public record CostLimit(String name, BigDecimal max, Action action, Action unpriced) implements Policy {
    public CostLimit {
        if (max.signum() < 0) {
            throw new IllegalArgumentException("`max` must not be negative, is " + max);
        }
    }

    @Override
    public Decision decide(Subject subject) {
        if (!subject.costProblem().isEmpty()) {
            return Decision.broken(
                    name, Action.BLOCK, ReasonCode.Standard.ACCOUNTING_INVARIANT_VIOLATION, subject.costProblem());
        }
        BigDecimal cost = subject.cost();
        if (cost == null) {
            return Decision.broken(name, unpriced, ReasonCode.COST_UNPRICED, "nobody knows what it costs");
        }
        return cost.compareTo(max) <= 0
                ? Decision.allowed(name)
                : Decision.broken(
                        name,
                        action,
                        ReasonCode.Standard.BUDGET_EXCEEDED,
                        "costs $%s, the limit is $%s".formatted(cost.toPlainString(), max.toPlainString()));
    }
}
