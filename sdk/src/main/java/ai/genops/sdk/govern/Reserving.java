package ai.genops.sdk.govern;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budget.Excess;
import ai.genops.governance.budget.BudgetSet;
import ai.genops.governance.budget.Budgets;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.policy.Action;
import ai.genops.governance.policy.Decision;
import ai.genops.governance.policy.Policies;
import ai.genops.governance.policy.ReasonCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reserves what one call may cost in the budgets that cover it, or says why it must not run. */
final class Reserving {
    static final String DOLLARS = "USD";
    private static final ReasonCode UNAVAILABLE = ReasonCode.of("x_budgets_unavailable");

    private Reserving() {}

    /**
     * Lets it run with what it holds.
     *
     * @throws GovernanceException if rules are enforced and it must not run
     */
    static void reserve(Governed one) {
        Budgets budgets = one.governance.rules().budgets();
        BudgetSet covering = budgets == null || !one.call.costsSomething()
                ? null
                : budgets.covering(one.subject.attribution(), DOLLARS);
        if (budgets == null || covering == null || covering.isEmpty()) {
            Told.nothingReserved(one.recording);
            return;
        }
        BigDecimal most = one.subject.cost();
        if (most == null && covering.refuses()) {
            unpriced(one);
        }
        BigDecimal amount = most == null ? BigDecimal.ZERO : most;
        String key = one.governance.key(one.recording.span(), budgets);
        Outcome outcome = reserve(budgets, key, covering, amount);
        if (outcome instanceof Outcome.Granted granted) {
            granted(one, granted, covering, amount);
            return;
        }
        GovernanceException refusal = refusal(one, outcome, amount);
        if (one.governance.isEnforced()) {
            throw refusal;
        }
        granted(one, budgets.charge(key, covering, amount), covering, amount);
    }

    private static Outcome reserve(Budgets budgets, String key, BudgetSet covering, BigDecimal amount) {
        try {
            return budgets.reserve(key, covering, amount);
        } catch (RuntimeException e) {
            // A store that fails otherwise than it should must not let calls through either.
            return new Outcome.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static void granted(Governed one, Outcome.Granted granted, BudgetSet covering, BigDecimal amount) {
        List<Budget> soft = granted.exceeded();
        for (int i = 0; i < soft.size(); i++) {
            String reason = "less than $%s is left".formatted(amount.toPlainString());
            tell(one, Decision.broken(soft.get(i).name(), Action.WARN, ReasonCode.Standard.BUDGET_EXCEEDED, reason));
        }
        for (int i = 0; i < covering.list().size(); i++) {
            Told.reservation(one.recording, covering.list().get(i), amount);
        }
        one.holds(granted.hold(), covering.list());
    }

    /** A budget that must hold cannot hold what nobody knows. */
    private static void unpriced(Governed one) {
        Action action = one.governance.rules().unpriced();
        String reason =
                "nobody knows what `%s` costs at most; add its price, or tell an estimate".formatted(one.call.model());
        Decision decision = Decision.broken(Policies.ACCOUNTING, action, ReasonCode.COST_UNPRICED, reason);
        if (action != Action.ALLOW) {
            tell(one, decision);
        }
        one.governance.enforce(one.call.operation(), decision);
    }

    private static GovernanceException refusal(Governed one, Outcome outcome, BigDecimal amount) {
        String at = "operation `" + one.call.operation() + "`: ";
        if (!(outcome instanceof Outcome.Refused refused)) {
            String why = outcome instanceof Outcome.Unavailable unavailable
                    ? unavailable.reason()
                    : ((Outcome.Conflict) outcome).reason();
            // The specification keeps its own code for units that do not execute.
            ReasonCode told = one.governance.isEnforced() ? ReasonCode.Standard.BUDGET_RESERVATION_FAILED : UNAVAILABLE;
            tell(one, Decision.broken("budgets", Action.BLOCK, told, "nothing could be reserved"));
            String code = ReasonCode.Standard.BUDGET_RESERVATION_FAILED.text();
            return new BudgetExceededException(
                    at + "nothing could be reserved: " + why, code, null, amount, null, null);
        }
        Budget budget = refused.budget();
        String reason = "may cost $%s, $%s is left"
                .formatted(amount.toPlainString(), refused.remaining().toPlainString());
        boolean mustWait = budget.excess() == Excess.THROTTLE;
        Action action = mustWait ? Action.RATE_LIMIT : Action.BLOCK;
        ReasonCode code = mustWait ? ReasonCode.Standard.RATE_LIMITED : ReasonCode.Standard.BUDGET_EXCEEDED;
        tell(one, Decision.broken(budget.name(), action, code, reason));
        String advice = budget.excess() == Excess.APPROVE ? "; somebody has to approve more" : "";
        return new BudgetExceededException(
                at + "budget `" + budget.name() + "`: " + reason + advice,
                code.text(),
                budget.name(),
                amount,
                refused.remaining(),
                until(one, refused.retryAt()));
    }

    private static @Nullable Duration until(Governed one, @Nullable Instant retryAt) {
        return retryAt == null ? null : Duration.between(one.governance.clock().instant(), retryAt);
    }

    private static void tell(Governed one, Decision decision) {
        Told.decision(one.recording, decision, one.governance.isEnforced());
    }
}
