package ai.genops.source.receive;

import java.util.concurrent.atomic.AtomicLong;

/// A rate that holds on average. It keeps the moment at which everything taken so far is paid for: before it nothing
/// is given, and each unit moves it by `1 / rate`. It lies at most a second in the past, which is what may be taken at
/// once after a pause. What is taken may be more than there is (a request's size is known when it has arrived); the
/// next ones then wait until it is paid for. Safe for concurrent use.
final class RateLimit {
    private static final long BURST_NANOS = 1_000_000_000;
    /// A year: what is taken at once can be no dearer.
    private static final double LONGEST_NANOS = 3.2e16;

    private final double nanosPerUnit;
    private final AtomicLong paidAt;

    /// @param perSecond above 0; may be infinite
    RateLimit(double perSecond, long now) {
        nanosPerUnit = 1e9 / perSecond;
        paidAt = new AtomicLong(now - BURST_NANOS);
    }

    /// For how long nothing is given, in nanoseconds; 0 if something is.
    long waitNanos(long now) {
        return Math.max(0, paidAt.get() - now);
    }

    /// Whether as much may be taken as after any pause.
    boolean isRested(long now) {
        return now - paidAt.get() >= BURST_NANOS;
    }

    /// Takes one unit if something is given; if not, says for how long nothing is.
    long tryTake(long now) {
        while (true) {
            long before = paidAt.get();
            long wait = before - now;
            if (wait > 0) {
                return wait;
            }
            if (paidAt.compareAndSet(before, after(before, 1, now))) {
                return 0;
            }
        }
    }

    /// Takes so many units, whether there are as many or not.
    void take(long units, long now) {
        paidAt.getAndUpdate(before -> after(before, units, now));
    }

    /// Differences, as the clock may be of any sign and run over.
    private long after(long before, long units, long now) {
        long start = before - now < -BURST_NANOS ? now - BURST_NANOS : before;
        return start + (long) Math.min(units * nanosPerUnit, LONGEST_NANOS);
    }
}
