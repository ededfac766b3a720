package ai.genops.sdk.record;

import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The unit of every span something was told of, whoever tells it: an operation, or somebody who only has the span.
 * Without it a later decision told in another place would overwrite an earlier one. Spans are held weakly and
 * are spread over stripes, so that threads seldom meet.
 */
final class Units {
    private static final int STRIPES = 32;

    private static final Stripe[] ALL = new Stripe[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            ALL[i] = new Stripe();
        }
    }

    private Units() {}

    static Unit of(Span span) {
        return stripe(span).of(span);
    }

    private static Stripe stripe(Span span) {
        int hash = span.hashCode();
        return ALL[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /** Nothing can be told of it any more: then it need not wait for the collector, which pays for each weak reference. */
    static void forget(Span span) {
        stripe(span).forget(span);
    }

    private static final class Stripe {
        private final Map<Span, Unit> units = new WeakHashMap<>();

        synchronized Unit of(Span span) {
            return units.computeIfAbsent(span, absent -> new Unit());
        }

        synchronized void forget(Span span) {
            units.remove(span);
        }
    }
}
