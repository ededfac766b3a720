package ai.genops.source.hec;

import ai.genops.source.receive.OtlpStats;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// What a HEC source has done since its start, by the name of the token. Every request for data ends as accepted or as
/// refused with one code; one that is refused for an event in its middle is refused, and the events before it count
/// among the events. Requests of OTLP count in [#otlp] alone. Safe for concurrent use; numbers only grow, but for the
/// bytes in flight.
public final class HecStats {
    /// Under this name count requests that showed no token that is known.
    public static final String NO_TOKEN = "";

    private final Map<String, Counters> byToken = new TreeMap<>();
    private final OtlpStats otlp;
    private final LongSupplier inFlightBytes;

    HecStats(List<String> tokens, OtlpStats otlp, LongSupplier inFlightBytes) {
        this.otlp = otlp;
        this.inFlightBytes = inFlightBytes;
        byToken.put(NO_TOKEN, new Counters());
        tokens.forEach(token -> byToken.put(token, new Counters()));
    }

    /// What became of the requests with one token.
    ///
    /// @param requests accepted
    /// @param events taken
    /// @param bytes of the requests they came in, decompressed
    /// @param refused requests, by code
    public record Counts(long requests, long events, long bytes, Map<HecCode, Long> refused) {
        public long refusals() {
            return refused.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// The names of the tokens, [#NO_TOKEN] among them.
    public List<String> tokens() {
        return new ArrayList<>(byToken.keySet());
    }

    public Counts of(String token) {
        Counters counters = counters(token);
        Map<HecCode, Long> refused = new EnumMap<>(HecCode.class);
        counters.refused.forEach((code, count) -> refused.put(code, count.sum()));
        return new Counts(counters.requests.sum(), counters.events.sum(), counters.bytes.sum(), refused);
    }

    /// Of the requests that were OTLP.
    public OtlpStats otlp() {
        return otlp;
    }

    /// Memory that requests hold at this moment.
    public long inFlightBytes() {
        return inFlightBytes.getAsLong();
    }

    void accepted(String token) {
        counters(token).requests.increment();
    }

    void events(String token, int events, long bytes) {
        counters(token).events.add(events);
        counters(token).bytes.add(bytes);
    }

    void refused(String token, HecCode code) {
        LongAdder adder = counters(token).refused.get(code);
        if (adder != null) {
            adder.increment();
        }
    }

    private Counters counters(String token) {
        Counters counters = byToken.get(token);
        if (counters == null) {
            throw new IllegalStateException("no counters for a token of that name");
        }
        return counters;
    }

    private static final class Counters {
        final LongAdder requests = new LongAdder();
        final LongAdder events = new LongAdder();
        final LongAdder bytes = new LongAdder();
        final Map<HecCode, LongAdder> refused = new EnumMap<>(HecCode.class);

        Counters() {
            for (HecCode code : HecCode.values()) {
                if (code.isRefusal()) {
                    refused.put(code, new LongAdder());
                }
            }
        }
    }
}
