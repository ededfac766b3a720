package ai.genops.source.receive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Kind;
import ai.genops.source.AppendRefusedException.Why;
import ai.genops.source.otlp.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The clients that people use, against the receiver.
class SdkClientTest {
    private static final int SPANS = 1500;
    private static final Resource RESOURCE = Resource.create(Attributes.builder()
            .put("service.name", "checkout")
            .put("genops.team", "support")
            .build());

    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"http,gzip", "http,none", "grpc,gzip", "grpc,none"})
    void spansArriveComplete(String protocol, String compression) {
        send(spanExporter(protocol, compression));
        List<String> seen = new ArrayList<>();
        server.log.read(event -> {
            assertThat(event.kind()).isEqualTo(Kind.SPAN);
            assertThat(event.status()).isEqualTo("ok");
            assertThat(event.durationNanos()).isEqualTo(2_000_000L);
            assertThat(event.traceIdHigh() | event.traceIdLow()).isNotZero();
            seen.add(event.name());
        });
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < SPANS; i++) {
            sent.add("call " + i);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(server.log.events().getFirst())
                .contains(
                        "\"span_kind\":\"client\"",
                        "\"scope.name\":\"test\"",
                        "\"scope.version\":\"1.2\"",
                        "\"genops.cost.total\":0.25",
                        "\"tags\":[\"a\",\"ä\"]",
                        "\"genops.team\":\"support\"",
                        "\"events\":[{\"name\":\"genops.policy.evaluated\"");
        assertThat(server.receiver.stats().of(Signal.TRACES).events()).isEqualTo(SPANS);
    }

    @ParameterizedTest
    @CsvSource({"http", "grpc"})
    void aClientSendsAgainWhatTheLogRefused(String protocol) {
        server.log.refuse(2, Why.BUSY);
        send(spanExporter(protocol, "gzip"));
        assertThat(server.log.events()).hasSize(SPANS);
        assertThat(server.receiver.stats().of(Signal.TRACES).refused()).containsEntry(Reason.BUSY, 2L);
    }

    private void send(SpanExporter exporter) {
        var processor = BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(4 * SPANS)
                .setScheduleDelay(Duration.ofMillis(50))
                .build();
        try (var provider = SdkTracerProvider.builder()
                .setResource(RESOURCE)
                .addSpanProcessor(processor)
                .build()) {
            var tracer = provider.tracerBuilder("test")
                    .setInstrumentationVersion("1.2")
                    .build();
            for (int i = 0; i < SPANS; i++) {
                long start = 1_763_600_000_000_000_000L + i;
                tracer.spanBuilder("call " + i)
                        .setSpanKind(SpanKind.CLIENT)
                        .setStartTimestamp(start, TimeUnit.NANOSECONDS)
                        .setAttribute("genops.cost.total", 0.25)
                        .setAttribute(AttributeKey.stringArrayKey("tags"), List.of("a", "ä"))
                        .startSpan()
                        .addEvent("genops.policy.evaluated", Attributes.of(AttributeKey.stringKey("k"), "v"))
                        .setStatus(StatusCode.OK)
                        .end(start + 2_000_000, TimeUnit.NANOSECONDS);
            }
            assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
    }

    private SpanExporter spanExporter(String protocol, String compression) {
        return protocol.equals("http")
                ? OtlpHttpSpanExporter.builder()
                        .setEndpoint(server.url() + "/v1/traces")
                        .setCompression(compression)
                        .build()
                : OtlpGrpcSpanExporter.builder()
                        .setEndpoint(server.url())
                        .setCompression(compression)
                        .build();
    }

    @ParameterizedTest
    @CsvSource({"http", "grpc"})
    void logsArrive(String protocol) {
        LogRecordExporter exporter = protocol.equals("http")
                ? OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(server.url() + "/v1/logs")
                        .build()
                : OtlpGrpcLogRecordExporter.builder().setEndpoint(server.url()).build();
        try (var provider = SdkLoggerProvider.builder()
                .setResource(RESOURCE)
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporter).build())
                .build()) {
            provider.get("test")
                    .logRecordBuilder()
                    .setBody("budget exceeded")
                    .setSeverityText("WARN")
                    .setAttribute(AttributeKey.longKey("n"), 7L)
                    .emit();
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
        assertThat(server.log.events())
                .singleElement()
                .asString()
                .contains("\"body\":\"budget exceeded\"", "\"severity_text\":\"WARN\"", "\"n\":7", "checkout");
    }

    @ParameterizedTest
    @CsvSource({"http", "grpc"})
    void metricsArrive(String protocol) {
        MetricExporter exporter = protocol.equals("http")
                ? OtlpHttpMetricExporter.builder()
                        .setEndpoint(server.url() + "/v1/metrics")
                        .build()
                : OtlpGrpcMetricExporter.builder().setEndpoint(server.url()).build();
        try (var provider = SdkMeterProvider.builder()
                .setResource(RESOURCE)
                .registerMetricReader(PeriodicMetricReader.builder(exporter).build())
                .build()) {
            var meter = provider.get("test");
            meter.counterBuilder("calls")
                    .setUnit("{call}")
                    .build()
                    .add(3, Attributes.of(AttributeKey.stringKey("k"), "v"));
            meter.histogramBuilder("latency").build().record(12.5);
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
        assertThat(server.log.events())
                .anySatisfy(event -> assertThat(event)
                        .contains(
                                "\"name\":\"calls\"", "\"value\":3", "\"unit\":\"{call}\"", "\"metric_type\":\"sum\""))
                .anySatisfy(event -> assertThat(event)
                        .contains(
                                "\"name\":\"latency\"",
                                "\"count\":1",
                                "\"sum\":12.5",
                                "\"metric_type\":\"histogram\""));
    }
}
