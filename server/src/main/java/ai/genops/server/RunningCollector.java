package ai.genops.server;

import ai.genops.server.api.Stopping;
import ai.genops.server.health.SourceProbe;
import ai.genops.source.Appender;
import ai.genops.source.config.HealthCheck;
import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.config.Tls;
import ai.genops.source.hec.HecReceiver;
import ai.genops.source.hec.HecStats;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A HEC source with its port open.
///
/// @param generated the tokens that the configuration wants generated
public record RunningCollector(
        HecSourceConfig config, HecStats stats, Server server, List<TokenFiles.Kept> generated, SourceProbe probe) {

    /// @throws UserException if a generated token cannot be kept, or the certificate cannot be used
    static RunningCollector start(HecSourceConfig configured, Appender log, Path data) {
        List<TokenFiles.Kept> generated;
        try {
            generated = TokenFiles.of(configured, data);
        } catch (IOException e) {
            throw new UserException("the generated tokens of `" + configured.id() + "` cannot be kept in " + data + ": "
                    + e.getMessage());
        }
        HecSourceConfig config = TokenFiles.fill(configured, generated);
        var receiver = new HecReceiver(config, log, System::nanoTime);
        var builder = Server.builder();
        TlsPort.add(config.host(), config.port(), config.tls(), config.id(), builder);
        receiver.bind(builder);
        builder.meterRegistry(NoopMeterRegistry.get()); // our own counters are exported; see api.Metrics
        builder.gracefulShutdownTimeout(Duration.ofMillis(50), Duration.ofSeconds(2));
        builder.connectionDrainDuration(Stopping.DRAIN);
        Server server = builder.build();
        server.start().join();
        HealthCheck check = HealthCheck.DEFAULT;
        var ports = List.copyOf(server.activePorts().keySet());
        var probe = new SourceProbe(ports, check.interval(), check.timeout(), check.unhealthyThreshold());
        return new RunningCollector(config, receiver.stats(), server, generated, probe);
    }

    /// Its address.
    public String url() {
        return (config.tls() instanceof Tls.None ? "http://" : "https://") + config.host() + ":"
                + server.activeLocalPort();
    }

    /// Takes no request any more; completes when those under way are answered.
    CompletableFuture<Void> stop() {
        return Stopping.stop(server);
    }
}
