package ai.genops.source.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.source.AppendRefusedException.Why;
import ai.genops.source.otlp.Signal;
import com.google.protobuf.CodedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExportTest {
    private TestServer server = new TestServer("max_request_bytes: 1 MB");

    @AfterEach
    void stillServesAndHoldsNothing() throws Exception {
        int records = server.log.records();
        server.log.refuse(0, Why.BUSY);
        var answer = server.send(
                server.protobuf("/v1/traces", TestServer.spans(1)).header("Authorization", "Bearer secret"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.log.records()).isEqualTo(records + 1);
        assertThat(server.receiver.stats().inFlightBytes()).isZero();
        server.close();
    }

    @Test
    void protobufIsAnsweredInProtobuf() throws Exception {
        var answer = server.send(server.protobuf("/v1/traces", TestServer.spans(3)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-protobuf");
        assertThat(answer.body()).isEmpty();
        assertThat(server.log.events()).hasSize(3);
        assertThat(counts().requests()).isEqualTo(1);
        assertThat(counts().events()).isEqualTo(3);
        assertThat(counts().bytes()).isEqualTo(TestServer.spans(3).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"otlp-test-span.json", "otlp-minimal-span.json"})
    void theConformanceRequestsAreAnsweredInJson(String name) throws Exception {
        byte[] body;
        try (InputStream in = HttpExportTest.class.getResourceAsStream("/conformance/" + name)) {
            body = Objects.requireNonNull(in).readAllBytes();
        }
        var answer = server.send(server.request("/v1/traces")
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
        assertThat(server.log.events()).singleElement().asString().contains("\"name\":\"test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "two gzip members", "identity"})
    void compressedBodiesAreInflated(String encoding) throws Exception {
        byte[] body = TestServer.spans(500);
        byte[] compressed = switch (encoding) {
            case "gzip" -> gzip(body);
            case "deflate" -> deflate(body);
            case "identity" -> body;
            default -> concat(gzip(Arrays.copyOf(body, 100)), gzip(Arrays.copyOfRange(body, 100, body.length)));
        };
        String name = encoding.contains("gzip") ? "gzip" : encoding;
        var answer = server.send(server.protobuf("/v1/traces", compressed).header("Content-Encoding", name));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.log.events()).hasSize(500);
        assertThat(counts().bytes()).isEqualTo(body.length);
    }

    @Test
    void brokenGzipIsRefused() throws Exception {
        byte[] good = gzip(TestServer.spans(50));
        byte[] wrongSum = good.clone();
        wrongSum[good.length - 6] ^= 1;
        for (byte[] bad : new byte[][] {
            Arrays.copyOf(good, good.length - 1),
            Arrays.copyOf(good, good.length / 2),
            Arrays.copyOf(good, 5),
            wrongSum,
            TestServer.spans(1),
            concat(good, new byte[] {1, 2, 3})
        }) {
            var answer = server.send(server.protobuf("/v1/traces", bad).header("Content-Encoding", "gzip"));
            refused(answer, 400, "the compressed body cannot be read");
        }
        assertThat(counts().refused()).containsEntry(Reason.MALFORMED, 6L);
    }

    @Test
    void randomBytesNeverPassAsGzip() throws Exception {
        Random random = new Random(17);
        byte[] good = gzip(TestServer.spans(50));
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            bad[10 + random.nextInt(bad.length - 10)] ^= (byte) (1 << random.nextInt(8));
            var answer = server.send(server.protobuf("/v1/traces", bad).header("Content-Encoding", "gzip"));
            assertThat(answer.statusCode()).as("round %d", i).isIn(200, 400);
        }
        // A few bits of gzip mean nothing; whatever was accepted is what was sent.
        assertThat(server.log.records()).isLessThan(10);
        assertThat(server.log.events()).hasSize(server.log.records() * 50);
    }

    @Test
    void aBombIsRefusedAtTheLimit() throws Exception {
        byte[] bomb = gzip(new byte[200_000_000]);
        assertThat(bomb.length).isLessThan(1_000_000);
        var answer = server.send(server.protobuf("/v1/traces", bomb).header("Content-Encoding", "gzip"));
        refused(answer, 413, "the request is larger than 1000000 bytes; send smaller batches");
        assertThat(counts().refused()).containsEntry(Reason.TOO_LARGE, 1L);
    }

    @Test
    void aLargeBodyIsRefusedBeforeItIsRead() throws Exception {
        for (var version : new HttpClient.Version[] {HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2}) {
            var large = server.protobuf("/v1/traces", new byte[50_000_000]).version(version);
            refused(server.send(large), 413, "larger than 1000000 bytes");
        }
        var chunked = server.request("/v1/traces")
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[20_000_000])));
        refused(server.send(chunked), 413, "larger than 1000000 bytes");
    }

    @Test
    void garbageIsRefusedWithWhatAndWhere() throws Exception {
        refused(server.send(server.protobuf("/v1/traces", "not OTLP at all".getBytes(UTF_8))), 400, " at byte ");
        byte[] whole = TestServer.spans(2);
        refused(server.send(server.protobuf("/v1/logs", Arrays.copyOf(whole, whole.length - 1))), 400, " at byte ");
        var json = server.send(server.request("/v1/traces")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"resourceSpans\":[}")));
        assertThat(json.statusCode()).isEqualTo(400);
        assertThat(new String(json.body(), UTF_8))
                .startsWith("{\"code\":3,\"message\":\"the request is not OTLP: not valid JSON: ")
                .contains("at line 1, column ")
                .doesNotContain("jackson");
        assertThat(server.log.records()).isZero();
    }

    @Test
    void anEmptyRequestIsASuccessWithoutARecord() throws Exception {
        assertThat(server.send(server.protobuf("/v1/traces", new byte[0])).statusCode())
                .isEqualTo(200);
        for (String body : new String[] {"", "{}", "{\"resourceLogs\":[]}", "{\"resourceLogs\":null}"}) {
            var answer = server.send(server.request("/v1/logs")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(body).isEqualTo(200);
        }
        assertThat(server.log.records()).isZero();
    }

    @Test
    void aBodyWithoutDataIsNotAccepted() throws Exception {
        refused(
                server.send(server.protobuf("/v1/traces", gzip(new byte[0])).header("Content-Encoding", "br")),
                415,
                "the encoding `br` is not known");
        var text = server.send(server.request("/v1/traces")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x")));
        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(new String(text.body(), UTF_8)).contains("the content type is `text/plain`");
        var get = server.send(server.request("/v1/traces").GET());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("allow")).hasValue("POST");
        var unknown = server.send(server.request("/v2/traces?a=b").POST(BodyPublishers.ofString("x")));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(new String(unknown.body(), UTF_8))
                .isEqualTo("{\"code\":12,\"message\":\"nothing is at `/v2/traces`; OTLP goes to"
                        + " /v1/traces, /v1/logs and /v1/metrics\"}");
        assertThat(server.receiver.stats().elsewhere()).containsEntry(Reason.NOT_FOUND, 1L);
        assertThat(counts().refused())
                .containsEntry(Reason.UNSUPPORTED_TYPE, 2L)
                .containsEntry(Reason.METHOD_NOT_ALLOWED, 1L);
    }

    @Test
    void aTokenIsDemandedWhereOneIsSet() throws Exception {
        server.close();
        server = new TestServer("token: secret");
        for (String wrong : new String[] {"Bearer wrong", "Bearer secret2", "Basic secret", "Bearer"}) {
            var answer = server.send(
                    server.protobuf("/v1/traces", TestServer.spans(1)).header("Authorization", wrong));
            refused(answer, 401, "the token is missing or wrong");
            assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"otlp\"");
            assertThat(server.send(server.request("/health").header("Authorization", wrong))
                            .statusCode())
                    .isEqualTo(401);
        }
        refused(server.send(server.protobuf("/v1/traces", TestServer.spans(1))), 401, "the token is missing");
        assertThat(server.log.records()).isZero();
        assertThat(server.send(server.request("/health")).statusCode()).isEqualTo(200);
        assertThat(server.send(server.request("/health").header("Authorization", "bearer secret"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFullLogMeansLater() throws Exception {
        server.log.refuse(1, Why.BUSY);
        var busy = server.send(server.protobuf("/v1/traces", TestServer.spans(1)));
        refused(busy, 429, "the log takes nothing now");
        assertThat(busy.headers().firstValue("retry-after")).hasValue("2");
        server.log.refuse(1, Why.UNAVAILABLE);
        var full = server.send(server.protobuf("/v1/traces", TestServer.spans(1)));
        refused(full, 503, "the log takes nothing now");
        assertThat(full.headers().firstValue("retry-after")).hasValue("2");
    }

    @Test
    void aLogThatIsFullForAMomentHoldsTheRequest() throws Exception {
        server.log.refuse(20, Why.FULL);
        assertThat(server.send(server.protobuf("/v1/traces", TestServer.spans(3)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.log.events()).hasSize(3);
        server.log.refuse(Integer.MAX_VALUE, Why.FULL);
        refused(server.send(server.protobuf("/v1/traces", TestServer.spans(1))), 503, "the log takes nothing now");
        assertThat(server.log.records()).isEqualTo(1);
    }

    @Test
    void whatIsInFlightIsBounded() throws Exception {
        server.close();
        server = new TestServer("max_request_bytes: 100 KB", "max_in_flight_bytes: 200 KB");
        server.log.hold();
        byte[] body = TestServer.spans(2000);
        assertThat(body.length).isBetween(40_000, 90_000);
        var waiting = new java.util.ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<byte[]>>>();
        for (int i = 0; i < 8; i++) {
            waiting.add(server.client.sendAsync(
                    server.protobuf("/v1/traces", body).build(), HttpResponse.BodyHandlers.ofByteArray()));
        }
        while (waiting.stream()
                                .filter(java.util.concurrent.CompletableFuture::isDone)
                                .count()
                        + server.log.waiting()
                < 8) {
            Thread.sleep(5);
        }
        assertThat(server.receiver.stats().inFlightBytes()).isBetween(1L, 200_000L);
        server.log.release();
        int refused = 0;
        for (var answer : waiting) {
            int status = answer.get().statusCode();
            assertThat(status).isIn(200, 429);
            refused += status == 429 ? 1 : 0;
        }
        assertThat(refused).isBetween(4, 7);
        assertThat(counts().refused()).containsEntry(Reason.BUSY, (long) refused);
    }

    @Test
    void aRequestThatTakesTooLongIsToldToComeAgain() throws Exception {
        server.close();
        server = new TestServer("request_timeout: 300ms");
        server.log.hold();
        refused(server.send(server.protobuf("/v1/traces", TestServer.spans(1))), 503, "took too long");
        assertThat(counts().refused()).containsEntry(Reason.TIMED_OUT, 1L);
        server.log.release();
    }

    @Test
    void aClientThatGoesAwayIsCounted() throws Exception {
        URI uri = URI.create(server.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
                            + "Content-Length: 1000\r\n\r\nabc")
                    .getBytes(UTF_8));
            out.flush();
            while (server.receiver.stats().inFlightBytes() == 0) {
                Thread.sleep(5);
            }
        }
        while (server.receiver.stats().inFlightBytes() > 0) {
            Thread.sleep(5);
        }
        assertThat(server.log.records()).isZero();
    }

    @Test
    void eventsShowTheHeadersOfTheirRequest() throws Exception {
        server.send(server.protobuf("/v1/traces", TestServer.spans(1))
                .header("X-Environment", "staging")
                .header("X-Scope-OrgID", "acme")
                .header("X-Secret", "hidden"));
        assertThat(server.log.events())
                .singleElement()
                .asString()
                .contains("\"genops.environment\":\"staging\"", "\"genops.tenant\":\"acme\"")
                .doesNotContain("hidden");
    }

    private OtlpStats.Counts counts() {
        return server.receiver.stats().of(Signal.TRACES);
    }

    private static void refused(HttpResponse<byte[]> answer, int status, String message) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-protobuf");
        assertThat(message(answer.body())).contains(message);
    }

    /// The text of a `google.rpc.Status`, read by Google's own reader.
    static String message(byte[] status) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(status);
        String message = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == (2 << 3 | 2)) {
                message = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        return message;
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(out)) {
            deflate.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
