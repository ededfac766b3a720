package ai.genops.source.receive;

import ai.genops.source.Appender;
import ai.genops.source.config.Limits;
import ai.genops.source.config.OtlpSourceConfig;
import ai.genops.source.config.SourceToken;
import ai.genops.source.otlp.Signal;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceNaming;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An OTLP source. Every port of the server it is mounted on answers HTTP and gRPC. A request is answered with success
/// only when it is durable in the log.
///
/// What a client does wrong is answered in its own protocol and counted in [#stats]; nothing it sends stops the
/// source or makes it hold more than `max_in_flight_bytes`.
public final class OtlpReceiver {
    /// How long a refused client may go on sending; it is read and dropped.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final OtlpSourceConfig config;
    private final OtlpStats stats;
    private final Map<String, Signal> signals = new HashMap<>();
    private final Map<String, HttpService> services = new HashMap<>();
    private final Failures failures;

    /// @param nanos a clock that only goes forward, of any origin; tenants' rates go by it
    /// @throws IllegalArgumentException if the token is still to be generated
    public OtlpReceiver(OtlpSourceConfig config, Appender log, LongSupplier nanos) {
        this.config = config;
        Budget budget = new Budget(config.limits().maxInFlightBytes());
        Tenants tenants = new Tenants(config.tenants(), budget, nanos);
        var callers = new Export.Callers(new Addresses(config.limits().requestsPerAddress(), nanos), tenants);
        stats = new OtlpStats(budget::used, tenants::counts);
        Refusals refusals = new Refusals(stats);
        Admission admission =
                new Admission(token(config.token()), config.limits().maxRequestBytes());
        Intake intake =
                new Intake(log, config.id(), config.headers(), config.limits().maxRequestBytes(), stats);
        for (Signal signal : Signal.values()) {
            HttpService http = new HttpExport(signal, admission, callers, intake, refusals);
            add(signal, signal.httpPath(), http);
            if (signal == Signal.TRACES) {
                add(signal, config.listen().path(), http);
            }
            add(signal, signal.grpcPath(), new GrpcExport(signal, admission, callers, intake, refusals));
        }
        services.putIfAbsent("/health", new Health(admission, stats, refusals));
        failures = new Failures(signals, stats, refusals);
    }

    /// Mounts everything on a server that is this source's own: services, limits, answers to what no service takes.
    /// Ports are the caller's.
    public void bind(ServerBuilder server) {
        services.forEach((path, service) -> server.route()
                .path(path)
                .maxRequestLength(0) // the services' own limit counts inflated bytes and answers as OTLP wants
                .requestAutoAbortDelay(DRAIN)
                .requestTimeout(config.limits().requestTimeout())
                .build(service));
        server.errorHandler(failures)
                .verboseResponses(false)
                .defaultServiceNaming(ServiceNaming.of("otlp"))
                .successFunction((_, log) -> log.responseStatus().code() == HttpStatus.OK.code())
                .maxNumConnections(config.limits().maxConnections())
                .idleTimeout(Limits.IDLE);
        if (!config.limits().keepAlive()) {
            server.maxNumRequestsPerConnection(1);
        }
    }

    public OtlpStats stats() {
        return stats;
    }

    private void add(Signal signal, String path, HttpService service) {
        signals.put(path, signal);
        services.put(path, service);
    }

    private static @Nullable BearerToken token(SourceToken token) {
        return switch (token) {
            case SourceToken.None() -> null;
            case SourceToken.Given(var secret) -> new BearerToken(secret);
            case SourceToken.Generate() -> throw new IllegalArgumentException("generate a token first");
        };
    }
}
