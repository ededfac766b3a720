package ai.genops.sdk.record;

import ai.genops.governance.price.Decimals;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was really used of a reservation. An operation tells it by itself when it ends, from the costs that were told;
 * tell it yourself for other units than money, and on spans that are not an operation's.
 */
public final class Reconciliation extends Fact<Reconciliation> {
    private static final EventKind<Double, Double, String, Double> EVENT =
            new EventKind<>(Names.RECONCILIATION, Names.ACTUAL, Names.RESERVED, Names.UNIT, Names.RECONCILIATION_DELTA);

    private @Nullable BigDecimal actual;

    Reconciliation() {}

    @Override
    Reconciliation self() {
        return this;
    }

    /** In the reservation's unit. */
    public Reconciliation actual(@Nullable String amount) {
        actual = amount("actual", amount);
        return this;
    }

    public Reconciliation actual(@Nullable BigDecimal amount) {
        actual = amount("actual", amount);
        return this;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        BigDecimal reserved = unit.reserved();
        if (actual == null || reserved == null || unit.isReconciled()) {
            String why = actual == null ? "without an amount" : reserved == null ? "without a reservation" : "again";
            refuse("a reconciliation", why);
            return;
        }
        unit.reconciled();
        write(span, reserved, actual, unit.reservedUnit());
    }

    static void write(Span span, BigDecimal reserved, BigDecimal actual, String unit) {
        Double used = actual.doubleValue();
        Double delta = Decimals.difference(actual, reserved);
        set(span, Names.ACTUAL, used);
        set(span, Names.RECONCILIATION_DELTA, delta);
        EVENT.add(span, used, reserved.doubleValue(), unit, delta);
    }
}
