package ai.genops.governance.policy;

import ai.genops.governance.policy.Subject.Phase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * At most so many calls in any span of a length (a sliding log: exact, with no burst at the edge of a window), counted
 * apart for each value of some attributes. What is refused does not count. It counts in this process.
 *
 * <p>Memory: 8 bytes for each call that counts, at most the limit for each of 10,000 values; more values at a time are
 * limited as if each were at its limit.
 */
public final class RateLimit implements Policy {
    public static final int MAX_LIMIT = 1_000_000;
    private static final int MAX_KEYS = 10_000;

    private final String name;
    private final int limit;
    private final Duration per;
    private final List<String> by;
    private final Action action;
    private final Decision allowed;
    private final InstantSource clock;
    private final Map<List<String>, SlidingLog> logs = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A limit of calls.
     *
     * @param limit from 1 to 1,000,000 calls
     * @param per at least a millisecond
     * @param by names of attribution; none: all calls together
     */
    public RateLimit(String name, int limit, Duration per, List<String> by, Action action, InstantSource clock) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("`limit` must be from 1 to %d, is %d".formatted(MAX_LIMIT, limit));
        }
        if (per.toMillis() < 1) {
            throw new IllegalArgumentException("`per` must be at least 1 ms, is " + per);
        }
        this.name = name;
        this.limit = limit;
        this.per = per;
        this.by = List.copyOf(by);
        this.action = action;
        this.allowed = Decision.allowed(name);
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isFor(Phase phase) {
        return phase == Phase.BEFORE;
    }

    @Override
    public Decision decide(Subject subject) {
        List<String> key = new ArrayList<>(by.size());
        for (String attribute : by) {
            key.add(subject.attribution().getOrDefault(attribute, ""));
        }
        long waitMillis = count(key, clock.millis());
        return waitMillis == 0 || action == Action.ALLOW
                ? allowed
                : new Decision(
                        name,
                        action.result(),
                        ReasonCode.Standard.RATE_LIMITED,
                        "%d calls within %s are the limit".formatted(limit, per),
                        Duration.ofMillis(waitMillis));
    }

    private long count(List<String> key, long now) {
        synchronized (logs) {
            SlidingLog log = logs.get(key);
            if (log == null) {
                if (logs.size() >= MAX_KEYS && !forgetIdle(now)) {
                    return per.toMillis();
                }
                log = new SlidingLog(limit, per.toMillis());
                logs.put(key, log);
            }
            return log.count(now);
        }
    }

    /** The one that was asked for least recently goes, if none of its calls counts any more. */
    private boolean forgetIdle(long now) {
        Iterator<SlidingLog> oldest = logs.values().iterator();
        boolean isIdle = oldest.next().isIdle(now);
        if (isIdle) {
            oldest.remove();
        }
        return isIdle;
    }
}
