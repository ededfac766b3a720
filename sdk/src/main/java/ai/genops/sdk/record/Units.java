package ai.genops.sdk.record;

import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The unit of every span something was told of, whoever tells it: an operation, or somebody who only has the span.
 * Without it a later decision told in another place would overwrite an earlier one. Spans are held weakly and
 * are spread over stripes, so that threads seldom meet.
 */
final class Units {
    private static final int STRIPES = 32;

    private static final List<Map<Span, Unit>> ALL = new ArrayList<>(STRIPES);

    static {
        for (int i = 0; i < STRIPES; i++) {
            ALL.add(new WeakHashMap<>());
        }
    }

    private Units() {}

    static Unit of(Span span) {
        Map<Span, Unit> stripe = stripe(span);
        synchronized (stripe) {
            Unit known = stripe.get(span);
            Unit unit = known == null ? new Unit() : known;
            if (known == null) {
                stripe.put(span, unit);
            }
            return unit;
        }
    }

    /** Nothing can be told of it any more: then it need not wait for the collector, which pays for each weak reference. */
    static void forget(Span span) {
        Map<Span, Unit> stripe = stripe(span);
        synchronized (stripe) {
            stripe.remove(span);
        }
    }

    private static Map<Span, Unit> stripe(Span span) {
        int hash = span.hashCode();
        return ALL.get((hash ^ (hash >>> 16)) & (STRIPES - 1));
    }
}
