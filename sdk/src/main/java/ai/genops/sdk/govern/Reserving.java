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
import ai.genops.governance.policy.Subject;
import ai.genops.sdk.record.Recording;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reserves what one call may cost in the budgets that cover it, or says why it must not run. */
final class Reserving {
    static final String DOLLARS = "USD";
    private static final ReasonCode UNAVAILABLE = ReasonCode.of("x_budgets_unavailable");

    private final Governance governance;
    private final Recording recording;
    private final ModelCall call;
    private final Subject subject;

    Reserving(Governance governance, Recording recording, ModelCall call, Subject subject) {
        this.governance = governance;
        this.recording = recording;
        this.call = call;
        this.subject = subject;
    }

    Governed reserve() {
        Budgets budgets = governance.rules().budgets();
        if (budgets == null || !call.costsSomething()) {
            return nothingReserved();
        }
        BudgetSet covering = budgets.covering(subject.attribution(), DOLLARS);
        if (covering.isEmpty()) {
            return nothingReserved();
        }
        BigDecimal most = subject.cost();
        if (most == null && covering.list().stream().anyMatch(Budget::refuses)) {
            unpriced();
        }
        BigDecimal amount = most == null ? BigDecimal.ZERO : most;
        String key = governance.key(recording.span());
        Outcome outcome = reserve(budgets, key, covering, amount);
        if (outcome instanceof Outcome.Granted granted) {
            return granted(granted, covering, amount);
        }
        GovernanceException refusal = refusal(outcome, amount);
        if (governance.isEnforced()) {
            throw refusal;
        }
        return granted(budgets.charge(key, covering, amount), covering, amount);
    }

    private Governed nothingReserved() {
        Told.nothingReserved(recording);
        return new Governed(governance, recording, call, subject, null, List.of());
    }

    private static Outcome reserve(Budgets budgets, String key, BudgetSet covering, BigDecimal amount) {
        try {
            return budgets.reserve(key, covering, amount);
        } catch (RuntimeException e) {
            // A store that fails otherwise than it should must not let calls through either.
            return new Outcome.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Governed granted(Outcome.Granted granted, BudgetSet covering, BigDecimal amount) {
        for (Budget soft : granted.exceeded()) {
            String reason = "less than $%s is left".formatted(amount.toPlainString());
            tell(Decision.broken(soft.name(), Action.WARN, ReasonCode.Standard.BUDGET_EXCEEDED, reason));
        }
        for (Budget budget : covering) {
            Told.reservation(recording, budget, amount);
        }
        return new Governed(governance, recording, call, subject, granted.hold(), covering.list());
    }

    /** A budget that must hold cannot hold what nobody knows. */
    private void unpriced() {
        Action action = governance.rules().unpriced();
        String reason =
                "nobody knows what `%s` costs at most; add its price, or tell an estimate".formatted(call.model());
        Decision decision = Decision.broken(Policies.ACCOUNTING, action, ReasonCode.COST_UNPRICED, reason);
        if (action != Action.ALLOW) {
            tell(decision);
        }
        governance.enforce(call.operation(), decision);
    }

    private GovernanceException refusal(Outcome outcome, BigDecimal amount) {
        String at = "operation `" + call.operation() + "`: ";
        if (!(outcome instanceof Outcome.Refused refused)) {
            String why = outcome instanceof Outcome.Unavailable unavailable
                    ? unavailable.reason()
                    : ((Outcome.Conflict) outcome).reason();
            // The specification keeps its own code for units that do not execute.
            ReasonCode told = governance.isEnforced() ? ReasonCode.Standard.BUDGET_RESERVATION_FAILED : UNAVAILABLE;
            tell(Decision.broken("budgets", Action.BLOCK, told, "nothing could be reserved"));
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
        tell(Decision.broken(budget.name(), action, code, reason));
        String advice = budget.excess() == Excess.APPROVE ? "; somebody has to approve more" : "";
        return new BudgetExceededException(
                at + "budget `" + budget.name() + "`: " + reason + advice,
                code.text(),
                budget.name(),
                amount,
                refused.remaining(),
                until(refused.retryAt()));
    }

    private @Nullable Duration until(@Nullable Instant retryAt) {
        return retryAt == null ? null : Duration.between(governance.clock().instant(), retryAt);
    }

    private void tell(Decision decision) {
        Told.decision(recording, decision, governance.isEnforced());
    }
}
