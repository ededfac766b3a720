package ai.genops.server.api;

import ai.genops.source.receive.OtlpStats.TenantCounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// What the tenants of the sources do, for Prometheus: as many series as the sources' `max_tenants` and
/// overrides allow. Series come and go with the tenants; one that comes again counts from 0, as after a
/// restart.
final class TenantMetrics {
    private final List<ServerView.Source> sources;
    private final Map<MultiGauge, ToLongFunction<TenantCounts>> gauges = new LinkedHashMap<>();

    TenantMetrics(MeterRegistry registry, List<ServerView.Source> sources) {
        this.sources = List.copyOf(sources);
        gauge(registry, "requests", "Requests accepted", TenantCounts::requests);
        gauge(registry, "events", "Events accepted", TenantCounts::events);
        gauge(registry, "bytes", "Bytes accepted, decompressed", TenantCounts::bytes);
        gauge(registry, "limited.requests", "Requests refused over a limit of the tenant", TenantCounts::limited);
        gauge(registry, "in.flight.bytes", "Bytes of requests being received", TenantCounts::inFlightBytes);
    }

    private void gauge(MeterRegistry registry, String name, String help, ToLongFunction<TenantCounts> value) {
        gauges.put(MultiGauge.builder("genops.tenant." + name).description(help).register(registry), value);
    }

    /// To be called before a scrape.
    void refresh() {
        gauges.forEach((gauge, value) -> {
            List<MultiGauge.Row<?>> rows = new ArrayList<>();
            for (ServerView.Source source : sources) {
                for (TenantCounts counts : source.stats().tenants()) {
                    Tags tags = Tags.of("source", source.id(), "tenant", counts.tenant());
                    rows.add(MultiGauge.Row.of(tags, value.applyAsLong(counts)));
                }
            }
            gauge.register(rows, true);
        });
    }
}
