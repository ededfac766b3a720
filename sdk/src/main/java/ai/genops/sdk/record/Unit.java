package ai.genops.sdk.record;

import ai.genops.sdk.attribution.Attribution;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What has been told of one span so far. It does not know the span, so that a span nobody holds any more can go.
 * Guarded by its own lock, which {@link Recorder} takes.
 */
public final class Unit {
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable BigDecimal cost;
    private ai.genops.governance.price.@Nullable Cost parts;
    private String currency = "USD";
    private boolean isPriced = true;
    private boolean wasCharged;
    private long inputTokens = -1;
    private long outputTokens = -1;
    private long totalTokens = -1;
    private PolicyResult severest = PolicyResult.ALLOWED;
    private boolean wasDecided;
    private @Nullable String decider;
    private @Nullable String reasonCode;
    private @Nullable BigDecimal reserved;
    private String reservedUnit = "USD";
    private boolean isReconciled;
    private PolicyResult.@Nullable Form form;

    /** How its results are written, if the operation it belongs to has said so; else `otherwise`. */
    PolicyResult.Form formOr(PolicyResult.Form otherwise) {
        return form == null ? otherwise : form;
    }

    void write(PolicyResult.Form results) {
        form = results;
    }

    void of(@Nullable String itsProvider, @Nullable String itsModel) {
        provider = itsProvider == null ? provider : itsProvider;
        model = itsModel == null ? model : itsModel;
    }

    boolean isPayable(String other) {
        return !wasCharged || currency.equals(other);
    }

    void add(String in, @Nullable BigDecimal amount) {
        wasCharged = true;
        currency = in;
        isPriced &= amount != null;
        if (amount != null) {
            cost = cost == null ? amount : cost.add(amount);
        }
    }

    /** The parts of all costs that are known by parts, added up. */
    ai.genops.governance.price.Cost addParts(ai.genops.governance.price.Cost more) {
        ai.genops.governance.price.Cost sum = parts == null ? more : parts.plus(more);
        parts = sum;
        return sum;
    }

    @Nullable
    BigDecimal cost() {
        return cost;
    }

    String currency() {
        return currency;
    }

    void addTokens(long input, long output, long total) {
        inputTokens = sum(inputTokens, input);
        outputTokens = sum(outputTokens, output);
        totalTokens = sum(totalTokens, total);
    }

    long inputTokens() {
        return inputTokens;
    }

    long outputTokens() {
        return outputTokens;
    }

    long totalTokens() {
        return totalTokens;
    }

    boolean wasDecided() {
        return wasDecided;
    }

    /** Whether the span should show this decision; the question is put once for each. */
    boolean isMostSevere(PolicyResult result) {
        boolean is = !wasDecided || result.compareTo(severest) > 0;
        wasDecided = true;
        severest = is ? result : severest;
        return is;
    }

    /** Which policy has decided the most severe. */
    void decided(@Nullable String policy, @Nullable String code) {
        decider = policy;
        reasonCode = code;
    }

    Ended ended(String operation, Attribution attribution, boolean failed, Duration duration) {
        return new Ended(
                operation,
                attribution,
                provider,
                model,
                cost,
                currency,
                wasCharged && !isPriced,
                Math.max(0, inputTokens),
                Math.max(0, outputTokens),
                severest,
                decider,
                reasonCode,
                failed,
                duration);
    }

    boolean reserve(BigDecimal amount, String unit) {
        if (reserved != null && !reservedUnit.equals(unit)) {
            return false;
        }
        reserved = reserved == null ? amount : reserved.max(amount);
        reservedUnit = unit;
        return true;
    }

    @Nullable
    BigDecimal reserved() {
        return reserved;
    }

    String reservedUnit() {
        return reservedUnit;
    }

    boolean isReconciled() {
        return isReconciled;
    }

    void reconciled() {
        isReconciled = true;
    }

    /** The books of a unit that ends: what was reserved, what was used, in which unit. */
    void close(Span span) {
        boolean used = wasCharged || totalTokens > 0 || isReconciled;
        if (isReconciled || (severest.stops() && !used)) {
            return;
        }
        BigDecimal actual = actual(used);
        if (actual == null) {
            span.setAttribute(Names.INCOMPLETE, Boolean.TRUE);
        }
        if (reserved == null) {
            Fact.set(span, Names.RESERVED, BigDecimal.ZERO);
            Fact.set(span, Names.UNIT, currency);
            Fact.set(span, Names.ACTUAL, actual);
        } else if (actual != null) {
            Reconciliation.write(span, reserved, actual, reservedUnit);
        }
    }

    /** Null if it is not known: nothing priced it, or it is of another unit than the reservation. */
    private @Nullable BigDecimal actual(boolean used) {
        if (reserved != null && (cost == null || !currency.equals(reservedUnit))) {
            return null;
        }
        if (!used) {
            return BigDecimal.ZERO;
        }
        return isPriced ? cost : null;
    }

    private static long sum(long before, long more) {
        if (more < 0) {
            return before;
        }
        long sum = Math.max(before, 0) + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
