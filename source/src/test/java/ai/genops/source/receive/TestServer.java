package ai.genops.source.receive;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.source.config.OtlpSourceConfig;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;

/// A receiver on a free port of loopback.
final class TestServer implements AutoCloseable {
    /// The clock that tenants' rates go by; it stands unless a test moves it.
    final AtomicLong nanos = new AtomicLong(-5);

    final TestLog log = new TestLog();
    final OtlpReceiver receiver;
    final HttpClient client = HttpClient.newHttpClient();
    private final Server server;

    TestServer(String... settings) {
        Problems problems = new Problems();
        String yaml = "type: otlp\n" + String.join("\n", settings) + "\n";
        Section section = Section.of(
                YamlReader.parse(yaml, "test.yaml", problems),
                "source",
                Location.of("test.yaml"),
                problems,
                new Secrets(_ -> null));
        OtlpSourceConfig config = OtlpSourceConfig.read(section);
        if (problems.hasErrors()) {
            throw new AssertionError(problems.all());
        }
        receiver = new OtlpReceiver(config, log, nanos::get);
        ServerBuilder builder = Server.builder().http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver.bind(builder);
        server = builder.build();
        server.start().join();
    }

    String url() {
        return "http://127.0.0.1:" + server.activeLocalPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    HttpRequest.Builder protobuf(String path, byte[] body) {
        return request(path)
                .header("Content-Type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static byte[] spans(int count) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (int i = 0; i < count; i++) {
            scope.addSpans(Span.newBuilder().setName("span " + i).setStartTimeUnixNano(1_763_600_000_000_000_000L + i));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    @Override
    public void close() {
        client.close();
        var _ = server.stop(); // without waiting: the event loops take two seconds to be sure
    }
}
