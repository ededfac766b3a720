package ai.genops.sdk;

import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.Surroundings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A real OpenTelemetry whose spans stay here, with GenOps on it, and a time that stands still unless told.
public final class Recorded implements SpanExporter {
    public static final UUID CHANNEL = UUID.fromString("11111111-2222-4333-8444-555555555555");

    public static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    private final List<SpanData> spans = Collections.synchronizedList(new ArrayList<>());
    final AtomicLong nanos = new AtomicLong();
    final OpenTelemetrySdk openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(this))
                    .build())
            .build();
    final GenOps genops;

    Recorded() {
        this(settings -> settings.team("ai-platform").project("chat").environment("test"));
    }

    Recorded(Consumer<GenOpsConfig> settings) {
        genops = GenOps.on(openTelemetry, settings, with(Map.of(), Map.of("genops.log.level", "none"), nanos));
    }

    public static Surroundings with(Map<String, String> environment, Map<String, String> properties, AtomicLong nanos) {
        return new Surroundings(
                environment::get,
                properties::get,
                nanos::get,
                InstantSource.fixed(NOW),
                () -> CHANNEL,
                () -> 0.0,
                new PrintStream(OutputStream.nullOutputStream()));
    }

    List<SpanData> all() {
        return List.copyOf(spans);
    }

    SpanData only() {
        if (spans.size() != 1) {
            throw new AssertionError("not one span: " + spans);
        }
        return spans.get(0);
    }

    SpanData named(String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static <T> @Nullable T value(SpanData span, AttributeKey<T> key) {
        return span.getAttributes().get(key);
    }

    static @Nullable String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    static @Nullable Double number(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.doubleKey(key));
    }

    static List<EventData> events(SpanData span, String name) {
        return span.getEvents().stream()
                .filter(event -> event.getName().equals(name))
                .toList();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
        spans.addAll(exported);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
