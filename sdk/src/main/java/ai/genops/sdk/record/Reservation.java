package ai.genops.sdk.record;

import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was set aside in a budget; to be told before the unit executes. One unit may hold it in several budgets: each
 * is an event, and the unit's attribute is the largest. A reservation that failed is not one: tell a decision that
 * blocks, with {@link ReasonCode#BUDGET_RESERVATION_FAILED}.
 */
public final class Reservation extends Fact<Reservation> {
    private static final EventKind<Double, String, String, Double> EVENT =
            new EventKind<>(Names.RESERVATION, Names.RESERVED, Names.UNIT, Names.BUDGET_NAME, Names.BUDGET_REMAINING);

    private @Nullable BigDecimal reserved;
    private String unitOfMeasure = "USD";
    private @Nullable String budget;
    private @Nullable BigDecimal remaining;

    Reservation() {}

    @Override
    Reservation self() {
        return this;
    }

    public Reservation reserved(@Nullable String amount) {
        reserved = amount("reserved", amount);
        return this;
    }

    public Reservation reserved(@Nullable BigDecimal amount) {
        reserved = amount("reserved", amount);
        return this;
    }

    /** What amounts are in: a currency (USD if nothing is said), or for example `tokens`. */
    public Reservation unit(@Nullable String name) {
        unitOfMeasure = name == null || name.isBlank() ? unitOfMeasure : name;
        return this;
    }

    public Reservation budget(@Nullable String name) {
        budget = text(name);
        return this;
    }

    /** What the budget has left after it. */
    public Reservation remaining(@Nullable String amount) {
        remaining = amount("remaining", amount);
        return this;
    }

    public Reservation remaining(@Nullable BigDecimal amount) {
        remaining = amount("remaining", amount);
        return this;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        if (reserved == null) {
            refuse("a reservation without an amount, in budget", budget);
            return;
        }
        if (!write(span, unit, reserved, unitOfMeasure, budget, remaining)) {
            refuse("a reservation in " + unitOfMeasure + ", the unit reserves in", unit.reservedUnit());
        }
    }

    /**
     * Called with `unit` locked.
     *
     * @return false if the unit reserves in something else
     */
    static boolean write(
            Span span,
            Unit unit,
            BigDecimal reserved,
            String unitOfMeasure,
            @Nullable String budget,
            @Nullable BigDecimal remaining) {
        if (!unit.reserve(reserved, unitOfMeasure)) {
            return false;
        }
        Double amount = reserved.doubleValue();
        BigDecimal largest = Objects.requireNonNull(unit.reserved());
        set(span, Names.RESERVED, largest.compareTo(reserved) == 0 ? amount : real(largest));
        set(span, Names.UNIT, unitOfMeasure);
        EVENT.add(span, amount, unitOfMeasure, budget, real(remaining));
        return true;
    }
}
