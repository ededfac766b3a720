package ai.genops.source.receive;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How many requests each address may send. Whoever has not sent for a second counts as new, so only those that did are
/// kept, a bounded number. Safe for concurrent use.
final class Addresses {
    private static final int MOST = 10_000;

    private final double perSecond;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<InetAddress, RateLimit> known = new ConcurrentHashMap<>();

    /// @param perSecond above 0; infinite: as many as they like
    Addresses(double perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /// @throws RefusedException if an address has sent too many
    void admit(InetAddress address) {
        if (Double.isInfinite(perSecond)) {
            return;
        }
        long now = nanos.getAsLong();
        if (known.size() >= MOST && !known.containsKey(address)) {
            known.values().removeIf(rate -> rate.isRested(now));
        }
        if (known.size() >= MOST && !known.containsKey(address)) {
            throw new RefusedException(
                    Reason.ADDRESS_LIMIT, "%d addresses send at a time, which is the most".formatted(MOST));
        }
        long wait = known.computeIfAbsent(address, _ -> new RateLimit(perSecond, now))
                .tryTake(now);
        if (wait > 0) {
            throw new RefusedException(
                    Reason.ADDRESS_LIMIT,
                    "more than %.0f requests a second come from this address".formatted(perSecond),
                    Duration.ofNanos(wait));
        }
    }
}
