package ai.genops.autoconfigure;

import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Spans by their ids; when there are too many, the oldest go, since what is about them is over. Thread-safe. */
final class SpanIds {
    /** Some hundred bytes each. */
    private static final int MOST = 8192;

    private final Map<String, Boolean> ids = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };

    synchronized void add(SpanContext span) {
        ids.put(key(span), true);
    }

    synchronized boolean contains(SpanContext span) {
        return ids.containsKey(key(span));
    }

    private static String key(SpanContext span) {
        return span.getTraceId() + span.getSpanId();
    }
}
