package ai.genops.destination.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.Fields;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Key;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.UndecodableException;
import ai.genops.source.config.OtlpSourceConfig;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.OtlpDecoder;
import ai.genops.source.otlp.Signal;
import ai.genops.source.receive.OtlpReceiver;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpTest {
    private static final String FAST = "retry_interval: 1ms\nmax_retry_delay: 20ms\nflush_interval: 20ms\n";
    private static final long NOW = 1_763_600_000_000L;

    @TempDir
    Path data;

    private final FakeCollector collector = new FakeCollector();
    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("TOKEN", "s3cr3t-token"));
    private Destination destination;

    @BeforeEach
    void begin() {
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void end() {
        destination.close();
        collector.close();
        assertThat(collector.unexpected).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http/protobuf,gzip", "http/protobuf,none", "grpc,gzip", "grpc,none"})
    void whatWasReceivedLeavesFieldByField(String protocol, String compression) throws Exception {
        long seed = new Random().nextLong();
        var random = new RandomTelemetry(seed);
        List<Message> sent = List.of(traces(random), logs(random), metrics(random));
        Destination.Edge edge = open(collector.url(), "protocol: " + protocol + "\ncompression: " + compression + "\n");
        offer(edge, sent);
        Sample.awaitCommitted(destination, sent.size());
        assertThat(items(collector.all())).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(items(sent));
        assertThat(destination.stats().rejected()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"http/protobuf", "grpc"})
    void ourOwnSourceReadsTheSameEvents(String protocol) throws Exception {
        long seed = new Random().nextLong();
        var random = new RandomTelemetry(seed);
        List<Message> sent = List.of(traces(random), logs(random), metrics(random));
        List<byte[]> records = new CopyOnWriteArrayList<>();
        Server server = source(records);
        try {
            Destination.Edge edge =
                    open("http://127.0.0.1:" + server.activeLocalPort(), "protocol: " + protocol + "\n");
            offer(edge, sent);
            Sample.awaitCommitted(destination, sent.size());
        } finally {
            var _ = server.stop();
        }
        List<String> before = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            decode(i, record(sent.get(i)), event -> before.add(json(event)));
        }
        List<String> after = new ArrayList<>();
        for (byte[] record : records) {
            decode(0, record, event -> after.add(json(event)));
        }
        assertThat(after).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void whatThePipelineSetIsAnAttributeInPlaceOfAReceivedOne() throws Exception {
        Fields fields = new Fields();
        int team = fields.define("team");
        int absent = fields.define("absent");
        int tags = fields.define("tags");
        Destination.Edge edge = open(collector.url(), "");
        Event event = Sample.event(0, fields);
        event.ids(1, 2, 3, 0);
        event.attributes().add(Key.of("team"), "received");
        event.attributes().add(Key.of("card"), "4111");
        event.attributes().replace(event.attributes().find(Key.of("card")), "****");
        event.own().add(Key.of("sourcetype"), "beyond");
        event.field(team, "set");
        event.field(tags, List.of("a", 1.5, true));
        event.sample(0.25, true);
        assertThat(event.field(absent)).isNull();
        edge.write(event);
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        var request = (ExportTraceServiceRequest) collector.all().getFirst();
        Span span = request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
        assertThat(span.getAttributesList().stream().map(KeyValue::getKey))
                .containsExactly("n", "card", "sourcetype", "team", "tags", "genops.pipeline", "genops.sample_rate");
        assertThat(span.getAttributes(1).getValue().getStringValue()).isEqualTo("****");
        assertThat(span.getAttributes(3).getValue().getStringValue()).isEqualTo("set");
        assertThat(span.getAttributes(4).getValue().getArrayValue().getValuesList())
                .hasSize(3);
        assertThat(span.getAttributes(6).getValue().getDoubleValue()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @CsvSource({"429", "502", "503", "504", "401", "403"})
    void onlyTheStatusesThatMayPassAreRepeated(int status) throws Exception {
        collector.faults.add(HttpResponse.of(
                ResponseHeaders.builder(status).add("retry-after", "0").build()));
        run("", 3);
        assertThat(destination.stats().retries()).isEqualTo(1);
        assertThat(destination.stats().delivered()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "500", "501"})
    void everyOtherErrorRefuses(int status) throws Exception {
        byte[] body = {0x12, 3, 'b', 'a', 'd'};
        collector.faults.add(
                HttpResponse.of(HttpStatus.valueOf(status), MediaType.parse("application/x-protobuf"), body));
        run("", 3);
        assertThat(destination.stats().retries()).isZero();
        assertThat(destination.stats().rejected()).isEqualTo(3);
        assertThat(letters()).contains("HTTP " + status, ": bad\"", "\"body\":\"traces C");
    }

    @ParameterizedTest
    @CsvSource({
        "1,true",
        "4,true",
        "10,true",
        "11,true",
        "14,true",
        "15,true",
        "7,true",
        "16,true",
        "3,false",
        "2,false",
        "8,false",
        "13,false"
    })
    void grpcStatusesMeanWhatTheSpecificationSays(int status, boolean repeated) throws Exception {
        collector.faults.add(FakeCollector.grpc(status, "no%20way", ""));
        run("protocol: grpc\n", 3);
        assertThat(destination.stats().retries()).isEqualTo(repeated ? 1 : 0);
        assertThat(destination.stats().delivered()).isEqualTo(repeated ? 3 : 0);
        if (!repeated) {
            assertThat(letters()).contains("gRPC ", "no way");
        }
    }

    @Test
    void anExhaustedReceiverThatSaysWhenIsWaitedFor() throws Exception {
        byte[] details = FakeCollector.retryInfo((byte) 0x10, (byte) 0xc0, (byte) 0x84, (byte) 0x3d); // 1 ms
        assertThat(RpcStatus.parse(ByteBuffer.wrap(details)).retryDelay()).hasMillis(1);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(details);
        collector.faults.add(FakeCollector.grpc(8, "later", base64));
        run("protocol: grpc\n", 3);
        assertThat(destination.stats().retries()).isEqualTo(1);
        assertThat(destination.stats().delivered()).isEqualTo(3);
    }

    @Test
    void aMessageTooLargeForGrpcIsHalved() throws Exception {
        collector.faults.add(FakeCollector.grpc(8, "received message larger than max (5 vs. 4)", ""));
        run("protocol: grpc\nflush_interval: 10s\nbatch_size: 4\n", 4);
        assertThat(collector.all()).hasSize(2);
        assertThat(destination.stats().delivered()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"http/protobuf", "grpc"})
    void whatIsRejectedInPartIsCounted(String protocol) throws Exception {
        collector.response = ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(2)
                        .setErrorMessage("too old"))
                .build()
                .toByteArray();
        run("flush_interval: 10s\nbatch_size: 5\nprotocol: " + protocol + "\n", 5);
        assertThat(collector.paths).hasSize(1);
        assertThat(destination.stats().delivered()).isEqualTo(3);
        assertThat(destination.stats().rejected()).isEqualTo(2);
        assertThat(letters()).contains("rejected 2 of 5 events, without saying which", "too old");
    }

    @Test
    void aFullPathIsNotExtendedAndIsThatOfOneSignal() throws Exception {
        Destination.Edge edge = open(collector.url() + "/own/path?key=1", "");
        var random = new RandomTelemetry(1);
        offer(edge, List.of(traces(random), logs(random)));
        Sample.awaitCommitted(destination, 2);
        assertThat(collector.paths).containsOnly("/own/path?key=1");
        assertThat(letters()).contains("not that of logs; add `logs_endpoint`");
    }

    @Test
    void aSignalMayHaveAnAddressOfItsOwn() throws Exception {
        Destination.Edge edge = open(collector.url() + "/own/path?key=1", "logs_endpoint: " + collector.url() + "\n");
        var random = new RandomTelemetry(2);
        offer(edge, List.of(traces(random), logs(random)));
        Sample.awaitCommitted(destination, 2);
        assertThat(collector.paths).containsOnly("/own/path?key=1", "/v1/logs");
    }

    @Test
    void aWebPageIsNoReceiver() {
        collector.faults.add(HttpResponse.of(HttpStatus.OK, MediaType.HTML_UTF_8, "<h1>Login</h1>"));
        Destination.Edge edge = open(collector.url(), "");
        Sample.feed(destination, edge, 0, 1);
        Sample.awaitCommitted(destination, 1);
        assertThat(destination.stats().retries()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: otlp, endpoint: 'h:4317'}                               | `endpoint` is not an http or https address
            {type: otlp, endpoint: 'http://h/v1/traces', protocol: grpc}   | `endpoint` has a path, which gRPC does not
            {type: otlp, endpoint: 'http://h', protocol: http/json}        | `protocol` is `http/json`, which is unknown
            {type: otlp, endpoint: 'http://h', protocol: grpc, logs_endpoint: 'http://h'} | `logs_endpoint` means nothing
            """)
    void whatIsWrongIsToldOnce(String yaml, String problem) {
        blocks.destination(yaml.replaceFirst("\\{", "{id: x, "));
        assertThat(blocks.errors()).singleElement().asString().contains(problem);
    }

    private void run(String keys, int events) throws IOException {
        Destination.Edge edge = open(collector.url(), keys);
        Sample.feed(destination, edge, 0, events);
        Sample.awaitCommitted(destination, events);
    }

    private Destination.Edge open(String endpoint, String keys) {
        String fast = keys.contains("flush_interval") ? FAST.replaceAll("flush_interval.*\n", "") : FAST;
        destination = blocks.destination("id: o\ntype: otlp\nendpoint: '" + endpoint
                + "'\nheaders:\n  X-Token: ${TOKEN}\n" + fast + (keys.contains("batch_size") ? "" : "batch_size: 100\n")
                + keys);
        Destination.Edge edge = destination.bind(blocks.route("name: to_otlp"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }

    private String letters() throws IOException {
        return Files.readString(data.resolve("dead-letter/o/00000001.ndjson"));
    }

    private void offer(Destination.Edge edge, List<Message> requests) throws UndecodableException {
        for (int offset = 0; offset < requests.size(); offset++) {
            decode(offset, record(requests.get(offset)), edge::write);
            destination.passed(offset + 1);
        }
    }

    private static byte[] record(Message request) {
        Signal signal = switch (request) {
            case ExportTraceServiceRequest _ -> Signal.TRACES;
            case ExportLogsServiceRequest _ -> Signal.LOGS;
            default -> Signal.METRICS;
        };
        ByteBuffer head = Envelope.of(signal, "in", Map.of());
        byte[] body = request.toByteArray();
        return ByteBuffer.allocate(head.remaining() + body.length)
                .put(head)
                .put(body)
                .array();
    }

    private static void decode(long offset, byte[] record, Consumer<Event> each) throws UndecodableException {
        new OtlpDecoder().decode(offset, NOW, ByteBuffer.wrap(record), each);
    }

    private static String json(Event event) {
        var out = new JsonBuffer(256);
        EventJson.write(event, out);
        return out.toString();
    }

    private Server source(List<byte[]> records) {
        var config = OtlpSourceConfig.read(blocks.section("type: otlp\nid: in\n"));
        var receiver = new OtlpReceiver(
                config,
                parts -> {
                    int length = 0;
                    for (ByteBuffer part : parts) {
                        length += part.remaining();
                    }
                    ByteBuffer record = ByteBuffer.allocate(length);
                    for (ByteBuffer part : parts) {
                        record.put(part.duplicate());
                    }
                    records.add(record.array());
                    return CompletableFuture.completedFuture(0L);
                },
                () -> 0);
        ServerBuilder builder = Server.builder().http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver.bind(builder);
        Server server = builder.build();
        server.start().join();
        return server;
    }

    /// Each item with its resource and scope.
    private static List<List<Object>> items(List<Message> requests) {
        List<List<Object>> items = new ArrayList<>();
        for (Message request : requests) {
            switch (request) {
                case ExportTraceServiceRequest traces ->
                    traces.getResourceSpansList()
                            .forEach(resource -> resource.getScopeSpansList()
                                    .forEach(scope -> scope.getSpansList()
                                            .forEach(item -> items.add(List.of(
                                                    resource.getResource(),
                                                    resource.getSchemaUrl(),
                                                    scope.getScope(),
                                                    scope.getSchemaUrl(),
                                                    item)))));
                case ExportLogsServiceRequest logs ->
                    logs.getResourceLogsList()
                            .forEach(resource -> resource.getScopeLogsList()
                                    .forEach(scope -> scope.getLogRecordsList()
                                            .forEach(item -> items.add(List.of(
                                                    resource.getResource(),
                                                    resource.getSchemaUrl(),
                                                    scope.getScope(),
                                                    scope.getSchemaUrl(),
                                                    item)))));
                case ExportMetricsServiceRequest metrics ->
                    metrics.getResourceMetricsList()
                            .forEach(resource -> resource.getScopeMetricsList()
                                    .forEach(scope -> scope.getMetricsList()
                                            .forEach(item -> items.add(List.of(
                                                    resource.getResource(),
                                                    resource.getSchemaUrl(),
                                                    scope.getScope(),
                                                    scope.getSchemaUrl(),
                                                    item)))));
                default -> throw new AssertionError(request);
            }
        }
        return items;
    }

    private static Message traces(RandomTelemetry random) {
        var request = ExportTraceServiceRequest.newBuilder();
        for (int i = 0; i < 3; i++) {
            var resource =
                    ResourceSpans.newBuilder().setResource(random.resource()).setSchemaUrl(random.schemaUrl());
            for (int k = 0; k < 2; k++) {
                var scope = ScopeSpans.newBuilder().setScope(random.scope()).setSchemaUrl(random.schemaUrl());
                for (int left = 20; left > 0; left--) {
                    scope.addSpans(random.span());
                }
                resource.addScopeSpans(scope);
            }
            request.addResourceSpans(resource);
        }
        return request.build();
    }

    private static Message logs(RandomTelemetry random) {
        var scope = ScopeLogs.newBuilder().setScope(random.scope()).setSchemaUrl(random.schemaUrl());
        for (int left = 100; left > 0; left--) {
            scope.addLogRecords(random.log());
        }
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(random.resource())
                        .setSchemaUrl(random.schemaUrl())
                        .addScopeLogs(scope))
                .build();
    }

    private static Message metrics(RandomTelemetry random) {
        var scope = ScopeMetrics.newBuilder().setScope(random.scope()).setSchemaUrl(random.schemaUrl());
        for (int left = 100; left > 0; left--) {
            scope.addMetrics(random.metric());
        }
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(random.resource())
                        .setSchemaUrl(random.schemaUrl())
                        .addScopeMetrics(scope))
                .build();
    }
}
