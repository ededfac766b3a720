package ai.genops.sdk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.Recorded;
import ai.genops.sdk.config.ConfigurationException;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.config.Protocol;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.problem.Problems.Kind;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpExportTest {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final Queue<Integer> faults = new ConcurrentLinkedQueue<>();

    OtlpExportTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            headers.add(exchange.getRequestHeaders());
            Integer fault = faults.poll();
            if (fault == null) {
                try (var body = new GZIPInputStream(exchange.getRequestBody())) {
                    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                            .flatMap(resource -> resource.getScopeSpansList().stream())
                            .forEach(scope -> spans.addAll(scope.getSpansList()));
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(fault == null ? 200 : fault, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private GenOps genops(Consumer<GenOpsConfig> more) {
        return GenOps.init(
                settings -> {
                    settings.serviceName("s")
                            .otlp("http://127.0.0.1:" + server.getAddress().getPort())
                            .bearer("t0ken")
                            .organisation("acme")
                            .team("t")
                            .project("p")
                            .environment("production")
                            .flushEvery(Duration.ofHours(1));
                    more.accept(settings);
                },
                Recorded.with(Map.of(), Map.of("genops.log.level", "none"), new AtomicLong()));
    }

    @Test
    void spansArriveWithTheHeaders() {
        try (GenOps genops = genops(settings -> settings.header("X-Mine", "1"))) {
            genops.operation("a").run(operation -> operation.recordCost(c -> c.total("0.5")));
        }
        assertThat(paths).containsExactly("/v1/traces");
        assertThat(spans).extracting(Span::getName).containsExactly("a");
        assertThat(spans.get(0).getAttributesList())
                .anyMatch(a ->
                        a.getKey().equals("genops.cost.total") && a.getValue().getDoubleValue() == 0.5);
        Headers sent = headers.get(0);
        assertThat(sent.getFirst("Authorization")).isEqualTo("Bearer t0ken");
        assertThat(sent.getFirst("X-Scope-OrgID")).isEqualTo("acme");
        assertThat(sent.getFirst("X-Environment")).isEqualTo("production");
        assertThat(sent.getFirst("X-GenOps-Version")).isEqualTo(GenOps.version());
        assertThat(sent.getFirst("X-Mine")).isEqualTo("1");
        assertThat(sent.getFirst("Content-Type")).isEqualTo("application/x-protobuf");
    }

    @Test
    void whatMayBeTakenLaterIsSentAgainAndWhatIsRefusedIsNot() {
        faults.addAll(List.of(503, 429));
        try (GenOps genops = genops(settings -> {})) {
            genops.operation("a").run(operation -> {});
            assertThat(genops.flush()).isTrue();
            faults.add(401);
            genops.operation("b").run(operation -> {});
            genops.flush();
            assertThat(genops.problems().counts()).containsExactly(Map.entry(Kind.EXPORT, 1L));
        }
        assertThat(spans).extracting(Span::getName).containsExactly("a");
        assertThat(paths).hasSize(4);
    }

    @Test
    void everySpanIsExportedWhateverTheCallerSampled() {
        try (GenOps genops = genops(settings -> {})) {
            var unsampled = io.opentelemetry.api.trace.SpanContext.createFromRemoteParent(
                    "0123456789abcdef0123456789abcdef",
                    "0123456789abcdef",
                    io.opentelemetry.api.trace.TraceFlags.getDefault(),
                    io.opentelemetry.api.trace.TraceState.getDefault());
            genops.operation("a")
                    .parent(io.opentelemetry.context.Context.root()
                            .with(io.opentelemetry.api.trace.Span.wrap(unsampled)))
                    .start()
                    .close();
        }
        assertThat(spans).extracting(Span::getName).containsExactly("a");
    }

    @Test
    void grpcWithoutWhatCarriesItSaysWhatToAdd() {
        assertThatThrownBy(() -> genops(settings -> settings.protocol(Protocol.GRPC)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("opentelemetry-exporter-sender-okhttp");
    }

    @Test
    void theConsoleIsReadable() {
        var out = new ByteArrayOutputStream();
        Surroundings plain = Recorded.with(Map.of(), Map.of(), new AtomicLong());
        Surroundings printing = new Surroundings(
                plain.environment(),
                plain.properties(),
                plain.nanos(),
                plain.clock(),
                plain.uuids(),
                plain.random(),
                new PrintStream(out));
        try (GenOps genops = GenOps.init(
                settings -> settings.exporter("console").team("t").project("p").environment("e"), printing)) {
            genops.operation("ai.chat")
                    .run(operation -> operation.recordPolicy(p -> p.name("n").result("allowed")));
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("Z  ai\\.chat  [0-9.]+ ms  trace [0-9a-f]{32}\n")
                .contains("    genops.team = t\n", "    * genops.policy.evaluated\n        genops.policy.name = n\n");
        assertThat(paths).isEmpty();
    }
}
