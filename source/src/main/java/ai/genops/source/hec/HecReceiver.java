package ai.genops.source.hec;

import ai.genops.source.Appender;
import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.config.HecToken;
import ai.genops.source.config.Limits;
import ai.genops.source.receive.Budget;
import ai.genops.source.receive.CollectedOtlp;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceNaming;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// A source that speaks Splunk's HTTP Event Collector. A request is answered with success only when it is durable in
/// the log; nothing that a client sends stops the source or makes it hold more than `max_in_flight_bytes`.
public final class HecReceiver {
    /// How long a refused client may go on sending; it is read and dropped.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private static final String BASE = "/services/collector";

    private final HecSourceConfig config;
    private final HecStats stats;
    private final Map<String, HttpService> services = new LinkedHashMap<>();

    /// @param nanos a clock that only goes forward, of any origin
    /// @throws IllegalArgumentException if a token is still to be generated
    public HecReceiver(HecSourceConfig config, Appender log, LongSupplier nanos) {
        this.config = config;
        var budget = new Budget(config.limits().maxInFlightBytes());
        var otlp = new CollectedOtlp(
                log, config.otlpInputId(), config.limits().maxRequestBytes(), config.tenants(), budget, nanos);
        stats = new HecStats(config.tokens().stream().map(HecToken::name).toList(), otlp.stats(), budget::used);
        var gate = new Gate(new Tokens(config.tokens()));
        var channels = new Channels();
        var collector = new Collector(config, gate, channels, log, budget, otlp, stats);
        HttpService events = (context, request) -> collector.serve(context, request, Collector.Form.EVENTS);
        HttpService lines = (context, request) -> collector.serve(context, request, Collector.Form.LINES);
        services.put(BASE, events);
        both("/event", events);
        both("/raw", lines);
        both("/health", new HealthService(gate, stats));
        services.put(BASE + "/ack", new AckService(gate, channels, collector, stats));
    }

    /// Mounts everything on a server that is this source's own: services, limits, answers to what no service takes.
    /// Ports are the caller's.
    public void bind(ServerBuilder server) {
        services.forEach((path, service) -> server.route()
                .path(path)
                .path(path + "/")
                .maxRequestLength(0) // the services' own limit counts inflated bytes and answers as Splunk does
                .requestAutoAbortDelay(DRAIN)
                .requestTimeout(config.limits().requestTimeout())
                .build(service));
        server.errorHandler(new HecFailures(stats))
                .verboseResponses(false)
                .defaultServiceNaming(ServiceNaming.of("hec"))
                .successFunction((_, log) -> log.responseStatus().code() == HttpStatus.OK.code())
                .maxNumConnections(config.limits().maxConnections())
                .idleTimeout(Limits.IDLE);
        if (!config.limits().keepAlive()) {
            server.maxNumRequestsPerConnection(1);
        }
    }

    public HecStats stats() {
        return stats;
    }

    private void both(String path, HttpService service) {
        services.put(BASE + path, service);
        services.put(BASE + path + "/1.0", service);
    }
}
