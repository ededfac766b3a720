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
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes decisions, reservations and budgets on a call's span, as the specification says. */
final class Told {
    private static final double BILLION = 1e9;
    private static final Map<Window.Calendar.Unit, String> PERIODS = new EnumMap<>(Window.Calendar.Unit.class);

    static {
        for (Window.Calendar.Unit unit : Window.Calendar.Unit.values()) {
            PERIODS.put(unit, unit.name().toLowerCase(Locale.ROOT));
        }
    }

    private Told() {}

    /**
     * An event of its own for each decision.
     *
     * @param isEnforced else what would stop the call is a warning, because it runs
     */
    static void decision(Recording call, Decision decision, boolean isEnforced) {
        boolean runs = !isEnforced && !decision.result().permits();
        ReasonCode code = decision.code();
        call.decided(
                decision.policy(),
                runs
                        ? PolicyResult.WARNING
                        : PolicyResult.valueOf(decision.result().name()),
                runs ? decision.reason() + " (not enforced)" : decision.reason(),
                code == null ? null : code.text());
    }

    static void reservation(Recording call, Budget budget, BigDecimal amount) {
        call.reserved(budget.name(), budget.unit(), amount);
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
        call.stands(
                budget.name(),
                period(budget.window()),
                units(balance.capNanos()),
                units(balance.committedNanos()),
                units(balance.remainingNanos()));
    }

    /** Up to 9,000,000 units the very double that is meant, beyond that one next to it. */
    private static double units(long nanos) {
        return nanos / BILLION;
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
            return Objects.requireNonNull(PERIODS.get(calendar.unit()));
        }
        return window instanceof Window.Rolling rolling ? rolling.length().toString() : "lifetime";
    }
}
