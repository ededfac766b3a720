package ai.genops.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// A budget and what has been spent of it, in US dollars. Not thread-safe.
final class Budget {
    private final String name;
    private final String period;
    private final BigDecimal allocated;
    private BigDecimal consumed = BigDecimal.ZERO;

    Budget(String name, String period, BigDecimal allocated) {
        this.name = name;
        this.period = period;
        this.allocated = allocated;
    }

    void spend(BigDecimal amount) {
        consumed = consumed.add(amount);
    }

    String name() {
        return name;
    }

    String period() {
        return period;
    }

    BigDecimal allocated() {
        return allocated;
    }

    BigDecimal consumed() {
        return consumed;
    }

    /// Negative once more was spent than allocated.
    BigDecimal remaining() {
        return allocated.subtract(consumed);
    }

    /// To two decimals, rounded down: 100 means that it is spent.
    BigDecimal utilizationPercent() {
        return consumed.movePointRight(2).divide(allocated, 2, RoundingMode.DOWN);
    }
}
