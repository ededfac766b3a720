package ai.genops.server.health;

import ai.genops.source.hec.HecStats;
import ai.genops.source.otlp.Signal;
import ai.genops.source.receive.OtlpStats;
import java.util.Map;

/// What has come to a source since its start.
///
/// @param accepted requests
/// @param refused requests
/// @param events in the accepted ones
public record Traffic(long accepted, long refused, long events) {
    public static Traffic of(OtlpStats stats) {
        long accepted = 0;
        long events = 0;
        long refused = sum(stats.elsewhere());
        for (Signal signal : Signal.values()) {
            var counts = stats.of(signal);
            accepted += counts.requests();
            events += counts.events();
            refused += sum(counts.refused());
        }
        return new Traffic(accepted, refused, events);
    }

    /// With the OTLP that came through it.
    public static Traffic of(HecStats stats) {
        Traffic otlp = of(stats.otlp());
        long accepted = otlp.accepted;
        long refused = otlp.refused;
        long events = otlp.events;
        for (String token : stats.tokens()) {
            var counts = stats.of(token);
            accepted += counts.requests();
            refused += counts.refusals();
            events += counts.events();
        }
        return new Traffic(accepted, refused, events);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
