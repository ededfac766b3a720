package ai.genops.conformance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One span, as telemetry has it. Values are texts, truths, decimals, or lists and maps of them.
 *
 * @param repeated attributes that are there more than once, with other values
 * @param events in the order in which they were recorded
 * @param knowsEvents whether the source has events of spans at all; else nothing is concluded from their absence
 */
public record Unit(
        String traceId,
        String spanId,
        String name,
        Map<String, ?> attributes,
        Set<String> repeated,
        List<Event> events,
        boolean knowsEvents) {
    static final String POLICY = "genops.policy.evaluated";
    static final String RESERVATION = "genops.budget.reservation";
    static final String RECONCILIATION = "genops.budget.reconciliation";
    static final String COST = "genops.cost.calculated";

    /**
     * An event of a span.
     *
     * @param nanos since 1970
     */
    public record Event(String name, long nanos, Map<String, ?> attributes) {
        @Nullable
        Object get(String attribute) {
            return attributes.get(attribute);
        }

        /** Null: it is not there, or no number. */
        @Nullable
        BigDecimal number(String attribute) {
            return Unit.number(attributes.get(attribute));
        }
    }

    /** Whether it is governed work at all: it says something under the specification's names. */
    boolean isGoverned() {
        return attributes.keySet().stream().anyMatch(name -> name.startsWith("genops."))
                || events.stream().anyMatch(event -> event.name().startsWith("genops."));
    }

    @Nullable
    Object get(String attribute) {
        return attributes.get(attribute);
    }

    boolean has(String attribute) {
        return attributes.get(attribute) != null;
    }

    /** Empty if it is not there. */
    String text(String attribute) {
        Object value = attributes.get(attribute);
        return value == null ? "" : value.toString();
    }

    @Nullable
    BigDecimal number(String attribute) {
        return number(attributes.get(attribute));
    }

    List<Event> events(String wanted) {
        return events.stream().filter(event -> event.name().equals(wanted)).toList();
    }

    /** Null if it has none, or one that does not exist. */
    @Nullable
    Result result() {
        return Result.of(text("genops.policy.result"));
    }

    /** Whether its result says that it must not run. */
    boolean isStopped() {
        Result result = result();
        return result != null && result.stops();
    }

    /** Whether it shows that it ran: it cost or used something. */
    boolean hasUsed() {
        return isPositive("genops.cost.total")
                || isPositive("genops.tokens.total")
                || !events(COST).isEmpty()
                || isPositive("genops.accounting.actual");
    }

    private boolean isPositive(String attribute) {
        BigDecimal number = number(attribute);
        return number != null && number.signum() > 0;
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return value instanceof BigDecimal number ? number : null;
    }

    /** The results there are, in the order of severity. */
    enum Result {
        ALLOWED,
        WARNING,
        RATE_LIMITED,
        BLOCKED;

        boolean stops() {
            return this == RATE_LIMITED || this == BLOCKED;
        }

        /** In any case, as spans may have it. */
        static @Nullable Result of(String text) {
            for (Result result : values()) {
                if (result.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return result;
                }
            }
            return null;
        }
    }
}
