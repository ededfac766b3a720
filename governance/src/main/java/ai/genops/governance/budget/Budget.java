package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What calls of some kind may spend in a window of time.
 *
 * @param name unique, at most 200 characters; the books are kept under it
 * @param scope the attribution a call must have to be charged, such as team = search; empty: every call
 * @param unit what is counted, such as {@code USD}; calls are charged in their own unit only. The books go to
 *     9,000,000,000 units, so tokens are best counted in thousands or millions
 * @param cap in units, from 0 to 1,000,000,000
 * @param excess what happens to a call that does not fit
 * @param thresholds percents of the cap; when what was spent reaches one, there is one alert per window
 */
public record Budget(
        String name,
        Map<String, String> scope,
        String unit,
        BigDecimal cap,
        Window window,
        Excess excess,
        List<Integer> thresholds)
        implements BudgetRule {
    /** The percents at which alerts are given unless others are asked for. */
    public static final List<Integer> THRESHOLDS = List.of(50, 80, 90, 95, 100);

    private static final int MAX_NAME = 200;
    private static final int MAX_PERCENT = 10_000;

    /** What happens to a call for which there is not enough left. */
    public enum Excess {
        /** It must not run. */
        DENY,
        /** It runs, and the excess is shown (a soft budget). */
        WARN,
        /** It must wait: until the window's next change there is nothing. */
        THROTTLE,
        /** It must not run unless somebody approves more. */
        APPROVE
    }

    public Budget {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("a budget's name must have 1 to 200 characters, is `" + name + "`");
        }
        if (unit.isBlank()) {
            throw new IllegalArgumentException("budget `" + name + "`: `unit` must not be empty");
        }
        try {
            Nanos.of(cap);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("budget `" + name + "`: `cap`: " + e.getMessage(), e);
        }
        for (int percent : thresholds) {
            if (percent < 1 || percent > MAX_PERCENT) {
                throw new IllegalArgumentException("budget `%s`: a threshold must be from 1 to %d percent, is %d"
                        .formatted(name, MAX_PERCENT, percent));
            }
        }
        scope = Map.copyOf(scope);
        thresholds = List.copyOf(new TreeSet<>(thresholds));
    }

    /** A budget with the usual thresholds. */
    public static Budget of(
            String name, Map<String, String> scope, String unit, BigDecimal cap, Window window, Excess excess) {
        return new Budget(name, scope, unit, cap, window, excess, THRESHOLDS);
    }

    /** Whether a call with this attribution is charged to it. */
    public boolean covers(Map<String, String> attribution) {
        for (Map.Entry<String, String> wanted : scope.entrySet()) {
            if (!wanted.getValue().equals(attribution.get(wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Set<String> deciding() {
        return scope.keySet();
    }

    @Override
    public @Nullable Budget of(Map<String, String> attribution) {
        return covers(attribution) ? this : null;
    }

    /** Each value of this attribution has such a budget of its own. */
    public PerValue per(String... names) {
        return new PerValue(this, List.of(names));
    }

    /** The cap in billionths of the unit. */
    public long capNanos() {
        return Nanos.of(cap);
    }

    /** Whether a call that does not fit is refused. */
    public boolean refuses() {
        return excess != Excess.WARN;
    }
}
