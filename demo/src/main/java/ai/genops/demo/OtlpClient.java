package ai.genops.demo;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The OpenTelemetry SDK's OTLP exporter (protobuf, gzip) without its retries: whoever calls it must know what became
/// of a batch. For one thread.
final class OtlpClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /// Silenced: it writes a stack trace for every failed attempt, of which the [Answer] says all that matters. Held on
    /// to, since the log manager itself would let the level be forgotten.
    private static final Logger EXPORTER_LOG = Logger.getLogger("io.opentelemetry.exporter");

    static {
        EXPORTER_LOG.setLevel(Level.OFF);
    }

    private final OtlpHttpSpanExporter exporter;
    private final OtlpSender sender;

    private OtlpClient(OtlpHttpSpanExporter exporter, OtlpSender sender) {
        this.exporter = exporter;
        this.sender = sender;
    }

    /// @param traces the full address, such as `http://127.0.0.1:4318/v1/traces`
    /// @param token sent as `Authorization: Bearer`
    static OtlpClient to(URI traces, @Nullable String token, HttpClient http) {
        var sender = new AtomicReference<OtlpSender>();
        HttpSenderProvider provider = config -> {
            sender.set(new OtlpSender(config, http));
            return sender.get();
        };
        var builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(traces.toString())
                .setCompression("gzip")
                .setTimeout(TIMEOUT)
                .setRetryPolicy(null)
                .setComponentLoader(only(provider));
        if (token != null) {
            builder.addHeader("Authorization", "Bearer " + token);
        }
        return new OtlpClient(builder.build(), sender.get());
    }

    Answer send(Collection<SpanData> batch) {
        exporter.export(batch);
        return sender.answer();
    }

    /// Hands the provider to the exporter that is being built, and to no other in this process.
    private static ComponentLoader only(HttpSenderProvider provider) {
        return new ComponentLoader() {
            @Override
            public <T> Iterable<T> load(Class<T> type) {
                return type.isInstance(provider) ? List.of(type.cast(provider)) : List.of();
            }
        };
    }

    @Override
    public void close() {
        exporter.close();
    }
}
