package ai.genops.source.receive;

import ai.genops.source.config.TenantLimits;
import ai.genops.source.receive.OtlpStats.TenantCounts;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// One tenant of a source: what it may use, and what it has used. Safe for concurrent use.
public final class Tenant {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String name;
    private final TenantLimits limits;
    private final LongSupplier nanos;
    private final RateLimit requestRate;
    private final RateLimit byteRate;
    private final Budget budget;
    private volatile long seenAt;

    private final LongAdder requests = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder limited = new LongAdder();

    /// @param shared the memory of all tenants together
    Tenant(String name, TenantLimits limits, Budget shared, LongSupplier nanos) {
        this.name = name;
        this.limits = limits;
        this.nanos = nanos;
        seenAt = nanos.getAsLong();
        requestRate = new RateLimit(limits.requestsPerSecond(), seenAt);
        byteRate = new RateLimit(limits.bytesPerSecond(), seenAt);
        budget = new Budget(limits.maxInFlightBytes(), shared, this::tooMuchInFlight);
    }

    /// A request begins.
    /// @throws RefusedException if the tenant is over a rate; nothing of the request is counted then
    void admit() {
        long now = nanos.getAsLong();
        seenAt = now;
        long wait = byteRate.waitNanos(now);
        if (wait > 0) {
            throw overLimit("%.0f bytes per second".formatted(limits.bytesPerSecond()), Duration.ofNanos(wait));
        }
        wait = requestRate.tryTake(now);
        if (wait > 0) {
            throw overLimit("%s requests per second".formatted(limits.requestsPerSecond()), Duration.ofNanos(wait));
        }
    }

    /// A request is in the log.
    public void accepted(int events, long bytes) {
        byteRate.take(bytes, nanos.getAsLong());
        requests.increment();
        this.events.add(events);
        this.bytes.add(bytes);
    }

    /// The memory its requests may hold.
    public Budget budget() {
        return budget;
    }

    /// Whether it has sent nothing for so long and nothing of it is under way.
    boolean isIdle(long forNanos) {
        return budget.used() == 0 && nanos.getAsLong() - seenAt >= forNanos;
    }

    TenantCounts counts() {
        return new TenantCounts(name, requests.sum(), events.sum(), bytes.sum(), limited.sum(), budget.used());
    }

    private RefusedException tooMuchInFlight() {
        return overLimit("%d bytes of requests that wait for the log".formatted(limits.maxInFlightBytes()), SOON);
    }

    private RefusedException overLimit(String limit, Duration retryAfter) {
        limited.increment();
        return new RefusedException(
                Reason.TENANT_LIMIT,
                "tenant `%s` is over its limit of %s; send again later".formatted(name, limit),
                retryAfter);
    }
}
