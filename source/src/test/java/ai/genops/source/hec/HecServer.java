package ai.genops.source.hec;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.source.config.HecSourceConfig;
import ai.genops.source.receive.TestLog;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// A collector on a free port of loopback, with tokens for every case.
final class HecServer implements AutoCloseable {
    static final String CHANNEL = "0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba";

    private static final String TOKENS = """
            tokens:
              - {name: plain, token: plain-secret}
              - {name: filed, token: filed-secret, indexes: [genops_ai, security], index: genops_ai, source: app,
                 sourcetype: genops:telemetry, host: web-1, allow_query_string_auth: true}
              - {name: acked, token: acked-secret, use_ack: true}
              - {name: off, token: off-secret, disabled: true}
            """;

    final TestLog log = new TestLog();
    final HecReceiver receiver;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server;

    HecServer(String... settings) {
        Problems problems = new Problems();
        String yaml = "type: splunk_hec\n" + String.join("\n", settings) + "\n" + TOKENS;
        Section section = Section.of(
                YamlReader.parse(yaml, "test.yaml", problems),
                "source",
                Location.of("test.yaml"),
                problems,
                new Secrets(_ -> null));
        HecSourceConfig config = HecSourceConfig.read(section, Path.of(""));
        if (problems.hasErrors()) {
            throw new AssertionError(problems.all());
        }
        receiver = new HecReceiver(config, log, () -> 0);
        ServerBuilder builder = Server.builder().http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        receiver.bind(builder);
        server = builder.build();
        server.start().join();
    }

    /// Without a token.
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.activeLocalPort() + path));
    }

    HttpRequest.Builder request(String path, String token) {
        return request(path).header("Authorization", "Splunk " + token);
    }

    Answer post(String path, String token, String body) throws Exception {
        return send(request(path, token).POST(BodyPublishers.ofString(body)));
    }

    Answer events(String body) throws Exception {
        return post("/services/collector/event", "plain-secret", body);
    }

    record Answer(int status, String body, HttpResponse<String> response) {
        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    @Override
    public void close() {
        client.close();
        var _ = server.stop(); // without waiting: the event loops take two seconds to be sure
    }
}
