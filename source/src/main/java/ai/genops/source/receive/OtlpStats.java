package ai.genops.source.receive;

import ai.genops.source.otlp.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a receiver has done since its start. Every request ends as one of: accepted, or refused for one reason.
/// Safe for concurrent use; numbers only grow, but for the bytes in flight.
public final class OtlpStats {
    private final Map<Signal, Counters> bySignal = new EnumMap<>(Signal.class);
    private final Map<Reason, LongAdder> elsewhere = adders();
    private final LongSupplier inFlightBytes;
    private final Supplier<List<TenantCounts>> tenants;

    OtlpStats(LongSupplier inFlightBytes, Supplier<List<TenantCounts>> tenants) {
        this.inFlightBytes = inFlightBytes;
        this.tenants = tenants;
        for (Signal signal : Signal.values()) {
            bySignal.put(signal, new Counters());
        }
    }

    /// What became of one signal's requests.
    ///
    /// @param requests accepted
    /// @param events spans, log records or data points in them
    /// @param bytes of them, decompressed, as they came
    /// @param refused requests, by reason
    public record Counts(long requests, long events, long bytes, Map<Reason, Long> refused) {}

    /// What became of one tenant's requests since it was last forgotten for being idle.
    ///
    /// @param limited requests refused because the tenant was over a limit of its own
    /// @param inFlightBytes memory that its requests hold at this moment
    public record TenantCounts(
            String tenant, long requests, long events, long bytes, long limited, long inFlightBytes) {}

    /// By name, at most as many as `max_tenants` and the overrides; none if the source has no `tenants` block.
    public List<TenantCounts> tenants() {
        return tenants.get();
    }

    public Counts of(Signal signal) {
        Counters counters = counters(signal);
        return new Counts(counters.requests.sum(), counters.events.sum(), counters.bytes.sum(), sums(counters.refused));
    }

    /// Requests refused at addresses that are no signal's, by reason.
    public Map<Reason, Long> elsewhere() {
        return sums(elsewhere);
    }

    /// Memory that requests hold at this moment.
    public long inFlightBytes() {
        return inFlightBytes.getAsLong();
    }

    void accepted(Signal signal, int events, long bytes) {
        Counters counters = counters(signal);
        counters.requests.increment();
        counters.events.add(events);
        counters.bytes.add(bytes);
    }

    void refused(Signal signal, Reason reason) {
        increment(counters(signal).refused, reason);
    }

    void refused(Reason reason) {
        increment(elsewhere, reason);
    }

    private Counters counters(Signal signal) {
        Counters counters = bySignal.get(signal);
        if (counters == null) {
            throw new IllegalStateException("no counters for " + signal);
        }
        return counters;
    }

    private static void increment(Map<Reason, LongAdder> adders, Reason reason) {
        LongAdder adder = adders.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    private static Map<Reason, LongAdder> adders() {
        Map<Reason, LongAdder> adders = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            adders.put(reason, new LongAdder());
        }
        return adders;
    }

    private static Map<Reason, Long> sums(Map<Reason, LongAdder> adders) {
        Map<Reason, Long> sums = new EnumMap<>(Reason.class);
        adders.forEach((reason, adder) -> sums.put(reason, adder.sum()));
        return sums;
    }

    private static final class Counters {
        final LongAdder requests = new LongAdder();
        final LongAdder events = new LongAdder();
        final LongAdder bytes = new LongAdder();
        final Map<Reason, LongAdder> refused = adders();
    }
}
