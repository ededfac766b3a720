package ai.genops.redis;

import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetText;
import ai.genops.governance.budget.Window;
import ai.genops.governance.budget.Window.Calendar;
import ai.genops.governance.budget.Window.Rolling;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Values as the script takes and gives them. */
final class Texts {
    /** Later than any window; exact in a number of Lua. */
    private static final Instant LAST = Instant.ofEpochMilli(9_000_000_000_000_000L);

    private static final int DECIMALS = 9;

    private Texts() {}

    /** The ten arguments of one budget, with its cell at a time. */
    static List<String> line(Budget budget, Instant now) {
        Window window = budget.window();
        boolean rolls = window instanceof Rolling;
        long length = window instanceof Rolling rolling ? rolling.length().toMillis() : 0;
        long slice = window instanceof Rolling rolling ? length / rolling.slices() : 0;
        return List.of(
                budget.name(),
                millis(window.cell(now)),
                millis(window.next(now)),
                String.valueOf(budget.capNanos()),
                flag(budget.refuses()),
                rolls ? "ROLLING" : window instanceof Calendar ? "CALENDAR" : "LIFETIME",
                String.valueOf(length),
                String.valueOf(slice),
                budget.thresholds().stream().map(String::valueOf).collect(Collectors.joining(",")),
                BudgetText.of(budget));
    }

    static String flag(boolean value) {
        return value ? "1" : "0";
    }

    static String millis(Instant at) {
        return String.valueOf((at.isAfter(LAST) ? LAST : at).toEpochMilli());
    }

    static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    static BigDecimal units(String billionths) {
        return new BigDecimal(new BigInteger(billionths), DECIMALS);
    }
}
