package ai.genops.sdk.problem;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What went wrong without the host application being told by an exception. The first of each kind is logged as a
 * warning, all are counted. Thread-safe; texts never hold a secret.
 */
public final class Problems {
    /** The kinds; each is logged once. */
    public enum Kind {
        /** A value that cannot be true, such as a negative cost: it was not recorded. */
        VALUE,
        /** Attribution that is empty, a placeholder, or came too late: it was not recorded. */
        ATTRIBUTION,
        /** Attribution that breaks a tag rule. */
        TAG,
        /** Something told of a span that does not record: it has ended, or was sampled away. */
        NOT_RECORDING,
        /** Spans that the receiver did not take, after retries. */
        EXPORT,
        /** Spans that found the queue full. */
        DROPPED,
        /** An exception inside the SDK or in a function that was passed to it. */
        INTERNAL
    }

    /** Complete from the start, so that it is only read. */
    private final Map<Kind, AtomicLong> counts = new EnumMap<>(Kind.class);

    private final Log log;

    public Problems(Log log) {
        this.log = log;
        for (Kind kind : Kind.values()) {
            counts.put(kind, new AtomicLong());
        }
    }

    public void report(Kind kind, String what) {
        report(kind, what, 1);
    }

    /**
     * Reports several at once.
     *
     * @param times how many things the report is of, for example spans; at least 1
     */
    public void report(Kind kind, String what, long times) {
        boolean first = of(kind).getAndAdd(times) == 0;
        if (first) {
            log.warn(what + " (more of this kind, " + kind + ", are counted, not logged)");
        } else {
            log.detail(what);
        }
    }

    /** An exception that was kept from the host; its class alone is logged, as its text may hold what users wrote. */
    public void caught(String where, Throwable thrown) {
        report(Kind.INTERNAL, where + " failed: " + thrown.getClass().getName());
    }

    public long count(Kind kind) {
        return of(kind).get();
    }

    /** The kinds that have happened, and how often. */
    public Map<Kind, Long> counts() {
        Map<Kind, Long> happened = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (count(kind) > 0) {
                happened.put(kind, count(kind));
            }
        }
        return happened;
    }

    private AtomicLong of(Kind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }
}
