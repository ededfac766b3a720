package ai.genops.server;

import ai.genops.server.api.Drain;
import ai.genops.server.api.Stopping;
import ai.genops.server.splunk.SplunkRoutes;
import ai.genops.server.splunk.SplunkSettings;
import ai.genops.source.config.Limits;
import ai.genops.source.config.Tls;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The port of Splunk's clients, open; or not, if none is configured.
public record RunningSplunk(
        SplunkSettings settings, @Nullable Server server) {
    private static final long MAX_REQUEST_BYTES = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static RunningSplunk start(SplunkSettings settings, SplunkRoutes routes) {
        if (!settings.enabled()) {
            return new RunningSplunk(settings, null);
        }
        var builder = Server.builder();
        TlsPort.add(settings.host(), settings.port(), settings.tls(), "splunk_api", builder);
        Drain.before((service, context, request) -> service.serve(context, request), builder);
        Server server = builder.meterRegistry(NoopMeterRegistry.get())
                .maxRequestLength(MAX_REQUEST_BYTES)
                .requestTimeout(PATIENCE)
                .idleTimeout(Limits.IDLE)
                .gracefulShutdownTimeout(Duration.ofMillis(50), Duration.ofSeconds(1))
                .connectionDrainDuration(Stopping.DRAIN)
                .serviceUnder("/", routes)
                .build();
        server.start().join();
        return new RunningSplunk(settings, server);
    }

    /// Its address; null if there is none.
    public @Nullable String url() {
        String scheme = settings.tls() instanceof Tls.None ? "http://" : "https://";
        return server == null ? null : scheme + settings.host() + ":" + server.activeLocalPort();
    }

    /// Takes no request any more; completes when those under way are answered.
    CompletableFuture<Void> stop() {
        return server == null ? CompletableFuture.completedFuture(null) : Stopping.stop(server);
    }
}
