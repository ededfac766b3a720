package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `genops validate destination` against vendors that take nothing but the question their documentation names.
@Timeout(120)
class DestinationProbeTest {
    private final List<String> asked = new ArrayList<>();
    private HttpServer vendor;
    private TestServer files;
    private String key = "right-key-1";

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.createContext("/", this::answer);
        vendor.start();
        files = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        vendor.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + vendor.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String asks = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(asks);
        boolean authorized = exchange.getRequestHeaders().values().stream()
                .anyMatch(values -> values.getFirst().endsWith(key));
        String text = switch (asks) {
            case "GET /api/v1/validate" -> "{\"valid\":true}";
            case "GET /" -> "{\"version\":{\"number\":\"9.1.0\"}}";
            case "POST /api/v1/write" -> body.length == 1 && body[0] == 0 ? "" : null;
            case "POST /v1/traces" ->
                new String(body, StandardCharsets.UTF_8).equals("{\"resourceSpans\":[]}") ? "{}" : null;
            case "GET /services/collector/health" -> "{\"text\":\"HEC is healthy\",\"code\":17}";
            default -> null;
        };
        boolean open = asks.equals("GET /services/collector/health")
                && !exchange.getRequestHeaders().containsKey("Authorization");
        int status = text == null ? 404 : authorized || open ? 200 : 403;
        String reply = text != null && status == 200 ? text : "{\"code\":4}";
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Outcome validate(String block) {
        files.file("destinations/it.yaml", "{id: it, " + block + "}");
        return TestServer.run(
                "validate", "destination", "it", "--config", files.config().toString());
    }

    private void takesTheRightKeyAlone(String block) {
        Outcome right = validate(block.formatted(address(), "right-key-1"));
        assertThat(right.exitCode()).as(right.out() + right.err()).isZero();
        assertThat(right.out()).containsPattern("token +passed");
        Outcome wrong = validate(block.formatted(address(), "wrong-key-1"));
        assertThat(wrong.exitCode()).as(wrong.out()).isEqualTo(1);
        assertThat(wrong.out()).contains("The credentials are not accepted").doesNotContain("wrong-key-1");
    }

    @Test
    void datadogIsAskedWhetherItsKeyIsValid() {
        takesTheRightKeyAlone("type: datadog_metrics, endpoint: '%s', api_key: %s");
        assertThat(asked).containsOnly("GET /api/v1/validate");
    }

    @Test
    void prometheusTakesAWriteWithoutSeries() {
        takesTheRightKeyAlone("type: prometheus_remote_write, url: '%s/api/v1/write', bearer_token: %s");
        assertThat(asked).containsOnly("POST /api/v1/write");
    }

    @Test
    void anOtlpReceiverTakesAnExportWithoutSpans() {
        takesTheRightKeyAlone("type: otlp, endpoint: '%s', headers: {Authorization: 'Bearer %s'}");
        assertThat(asked).containsOnly("POST /v1/traces");
    }

    @Test
    void splunkIsAskedForItsHealthAndWhetherThatJudgesTokens() {
        takesTheRightKeyAlone("type: splunk_hec, endpoint: '%s', token: %s");
        assertThat(asked).containsOnly("GET /services/collector/health");
        key = "";
        Outcome any = validate("type: splunk_hec, endpoint: '%s', token: any-key".formatted(address()));
        assertThat(any.exitCode()).isZero();
        assertThat(any.out()).contains("it does not judge tokens", "genops validate splunk sends one");
    }

    @Test
    void elasticsearchTellsItsVersion() {
        Outcome right =
                validate("type: elasticsearch, endpoint: '%s', api_key: right-key-1, index: a".formatted(address()));
        assertThat(right.out()).contains("version 9.1.0");
        Outcome wrong =
                validate("type: elasticsearch, endpoint: '%s', api_key: wrong-key-1, index: a".formatted(address()));
        assertThat(wrong.out()).contains("may not ask for the version").doesNotContain("wrong-key-1");
    }

    @Test
    void nothingIsPostedToPeople() {
        Outcome outcome = validate("type: slack, url: '%s/services/T/B/secret-path'".formatted(address()));
        assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isZero();
        assertThat(outcome.out())
                .contains("takes connections", "shows only when a message is sent")
                .doesNotContain("secret-path");
        assertThat(asked).isEmpty();
    }

    @Test
    void aBucketIsAskedFor() {
        String block =
                "type: s3, endpoint: '" + address() + "', bucket: archive, auth_type: access_key, access_key_id: AKIA,"
                        + " secret_access_key: s3-secret-1, region: us-east-1, path: a/, filename: b";
        Outcome outcome = validate(block);
        assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isEqualTo(1);
        assertThat(outcome.out()).contains("bucket `archive`: HTTP 404").doesNotContain("s3-secret-1");
        assertThat(asked).containsExactly("HEAD /archive");
    }

    @Test
    void aPortThatIsClosedIsToldForEveryProtocol() {
        vendor.stop(0);
        String port = String.valueOf(vendor.getAddress().getPort());
        assertThat(validate("type: kafka, topic: a, brokers: '127.0.0.1:" + port + ",b:9092'")
                        .out())
                .contains("Connection refused");
        assertThat(validate("type: email, to: a@b.c, from: a@b.c, host: 127.0.0.1, port: " + port)
                        .out())
                .contains("Connection refused");
    }

    @Test
    void whatIsMissingOrUnknownIsSaid() {
        Outcome missing = validate("type: datadog_metrics, api_key: '${NOT_SET_ANYWHERE_1}'");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).contains("not configured: NOT_SET_ANYWHERE_1 is not set");
        Outcome unknown = TestServer.run(
                "validate", "destination", "itt", "--config", files.config().toString());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no destination `itt`", "`it`");
        assertThat(asked).isEmpty();
    }
}
