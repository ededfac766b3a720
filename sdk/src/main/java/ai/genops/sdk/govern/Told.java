package ai.genops.sdk.govern;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Window;
import ai.genops.governance.policy.Decision;
import ai.genops.governance.policy.ReasonCode;
import ai.genops.sdk.record.Names;
import ai.genops.sdk.record.PolicyResult;
import ai.genops.sdk.record.Recording;
import io.opentelemetry.api.common.Attributes;
import java.math.BigDecimal;
import java.util.Locale;

/** Writes decisions, reservations and budgets on a call's span, as the specification says. */
final class Told {
    private Told() {}

    /**
     * An event of its own for each decision.
     *
     * @param isEnforced else what would stop the call is a warning, because it runs
     */
    static void decision(Recording call, Decision decision, boolean isEnforced) {
        PolicyResult decided = PolicyResult.valueOf(decision.result().name());
        boolean runs = !isEnforced && !decision.result().permits();
        ReasonCode code = decision.code();
        call.policy(told -> {
            told.name(decision.policy())
                    .result(runs ? PolicyResult.WARNING : decided)
                    .reason(runs ? decision.reason() + " (not enforced)" : decision.reason());
            if (code != null) {
                told.reasonCode(code.text());
            }
        });
    }

    static void reservation(Recording call, Budget budget, BigDecimal amount) {
        call.reservation(told -> told.reserved(amount).unit(budget.unit()).budget(budget.name()));
    }

    /** Of what no budget covers: whoever watches spans sees from the start on that its books are kept. */
    static void nothingReserved(Recording call) {
        call.span().setAttribute(Names.RESERVED, Double.valueOf(0)).setAttribute(Names.UNIT, Reserving.DOLLARS);
    }

    /** Of what did not run, or failed without costing anything. */
    static void nothingUsed(Recording call) {
        call.reconciliation(told -> told.actual(BigDecimal.ZERO));
    }

    static void standing(Recording call, Budget budget, Balance balance) {
        call.budget(told -> told.name(budget.name())
                .period(period(budget.window()))
                .limit(balance.cap())
                .used(balance.committed())
                .remaining(balance.remaining()));
    }

    static void alert(Recording call, Alert alert) {
        call.span()
                .addEvent(
                        Names.BUDGET_ALERT,
                        Attributes.of(
                                Names.BUDGET_NAME,
                                alert.budget(),
                                Names.BUDGET_THRESHOLD,
                                (long) alert.percent(),
                                Names.BUDGET_CONSUMED,
                                alert.spent().doubleValue(),
                                Names.BUDGET_ALLOCATED,
                                alert.cap().doubleValue()));
    }

    private static String period(Window window) {
        if (window instanceof Window.Calendar calendar) {
            return calendar.unit().name().toLowerCase(Locale.ROOT);
        }
        return window instanceof Window.Rolling rolling ? rolling.length().toString() : "lifetime";
    }
}
