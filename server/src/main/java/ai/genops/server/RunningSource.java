package ai.genops.server;

import ai.genops.server.api.Stopping;
import ai.genops.server.health.SourceProbe;
import ai.genops.source.Appender;
import ai.genops.source.config.OtlpSourceConfig;
import ai.genops.source.config.SourceToken;
import ai.genops.source.receive.OtlpReceiver;
import ai.genops.source.receive.OtlpStats;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// An OTLP source with its ports open. `generatedToken` is empty unless the configuration asks for a generated one.
public record RunningSource(
        OtlpSourceConfig config, OtlpStats stats, Server server, String generatedToken, SourceProbe probe) {
    private static final int TOKEN_BYTES = 24;

    static RunningSource start(OtlpSourceConfig configured, Appender log) {
        String generated = configured.token() instanceof SourceToken.Generate ? newToken() : "";
        OtlpSourceConfig config = generated.isEmpty() ? configured : configured.withToken(generated);
        var receiver = new OtlpReceiver(config, log, System::nanoTime);
        var builder = Server.builder();
        for (int port : new int[] {config.listen().httpPort(), config.listen().grpcPort()}) {
            TlsPort.open(config.listen().host(), port, config.listen().tls(), builder);
        }
        TlsPort.certify(config.listen().host(), config.listen().tls(), config.id(), builder);
        receiver.bind(builder);
        builder.meterRegistry(NoopMeterRegistry.get()); // our own counters are exported; see api.Metrics
        builder.gracefulShutdownTimeout(Duration.ofMillis(50), Duration.ofSeconds(2));
        builder.connectionDrainDuration(Stopping.DRAIN);
        Server server = builder.build();
        server.start().join();
        var check = config.surroundings().health();
        List<InetSocketAddress> ports = List.copyOf(server.activePorts().keySet());
        var probe = new SourceProbe(ports, check.interval(), check.timeout(), check.unhealthyThreshold());
        return new RunningSource(config, receiver.stats(), server, generated, probe);
    }

    /// Takes no request any more; completes when those under way are answered.
    CompletableFuture<Void> stop() {
        return Stopping.stop(server);
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
