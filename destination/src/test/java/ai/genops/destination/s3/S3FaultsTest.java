package ai.genops.destination.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.pipeline.Destination;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a store that refuses what the real one refuses, and fails as it can fail.
@Timeout(60)
class S3FaultsTest {
    private static final String BLOCK = """
            id: store
            type: s3
            bucket: b
            filename: x-${_random:8}.json
            access_key_id: accesskeyid
            secret_access_key: s3cr3t-key
            retry_interval: 1ms
            max_retry_delay: 20ms
            """;

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of());
    private final Map<String, Map<String, String>> objects = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final List<String> partial = new CopyOnWriteArrayList<>();
    private final List<String> aborted = new CopyOnWriteArrayList<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private Map<String, String> begun = Map.of();
    private HttpServer server;
    private Destination destination;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        server.stop(0);
    }

    @Test
    void slowDownIsRepeated() {
        faults.addAll(List.of("503 SlowDown", "503 SlowDown", "500 InternalError"));
        run("flush_interval: 10ms\n", 0);
        assertThat(objects).hasSize(1);
        assertThat(destination.stats().retries()).isEqualTo(3);
    }

    @Test
    void anObjectThatArrivedWithoutItsAnswerIsFoundAgain() {
        faults.add("lost answer");
        run("flush_interval: 10ms\n", 0);
        assertThat(objects).hasSize(1);
        assertThat(destination.stats().delivered()).isEqualTo(1);
    }

    @Test
    void aLockTravelsWithItsChecksum() {
        run("flush_interval: 10ms\nobject_lock: COMPLIANCE mode, 7 years\n", 0);
        Map<String, String> object = objects.values().iterator().next();
        assertThat(object).containsEntry("x-amz-object-lock-mode", "COMPLIANCE");
        assertThat(object.get("x-amz-object-lock-retain-until-date")).matches("20[0-9]{2}-.*Z");
        assertThat(destination.stats().retries()).isZero();
    }

    @Test
    void md5ProvesContentToStoresThatKnowNothingElse() {
        run("flush_interval: 10ms\nchecksum: md5\nobject_lock: GOVERNANCE mode, 1 days\n", 0);
        assertThat(objects.values().iterator().next()).containsKey("content-md5");
        assertThat(destination.stats().retries()).isZero();
    }

    @Test
    void anErrorInsideA200IsAnErrorAndItsPartsAreAborted() {
        faults.add("200 InternalError");
        run("""
                flush_interval: 1h
                batch_size: 12 MB
                part_size: 5 MiB
                storage_class: GLACIER_IR
                server_side_encryption: aws:kms
                kms_key_id: k1
                object_lock: GOVERNANCE mode, 1 days
                """, 12_000_000);
        assertThat(aborted).hasSize(1);
        Map<String, String> object = objects.values().iterator().next();
        assertThat(object)
                .containsEntry("x-amz-storage-class", "GLACIER_IR")
                .containsEntry("x-amz-object-lock-mode", "GOVERNANCE")
                .containsEntry("x-amz-server-side-encryption", "aws:kms")
                .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "k1");
        assertThat(destination.stats().delivered()).isEqualTo(1);
    }

    private void run(String keys, int textLength) {
        String address = "endpoint: http://127.0.0.1:" + server.getAddress().getPort() + "\n";
        destination = blocks.destination(BLOCK + address + keys);
        Destination.Edge edge = destination.bind(blocks.route("name: r"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        Event event = Sample.event(0, blocks.fields);
        event.attributes().add(Key.of("text"), "x".repeat(textLength));
        edge.write(event);
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        switch (exchange.getRequestMethod()) {
            case "GET" -> get(exchange, query);
            case "HEAD" -> head(exchange, path);
            case "PUT" -> put(exchange, path, query, body);
            case "POST" -> post(exchange, path, query);
            case "DELETE" -> {
                aborted.add(query);
                answer(exchange, 204, "");
            }
            default -> answer(exchange, 405, "");
        }
    }

    private static void get(HttpExchange exchange, String query) throws IOException {
        answer(
                exchange,
                200,
                query.contains("object-lock")
                        ? "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"
                        : "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
    }

    private void head(HttpExchange exchange, String path) throws IOException {
        Map<String, String> object = objects.get(path);
        if (object == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        object.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        exchange.getResponseHeaders().set("Content-Length", object.get("stored-bytes"));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void put(HttpExchange exchange, String path, String query, byte[] body) throws IOException {
        String fault = faults.peek();
        if (fault != null && !fault.startsWith("200")) {
            faults.remove();
            if (fault.startsWith("50")) {
                refuse(exchange, Integer.parseInt(fault.substring(0, 3)), fault.substring(4));
                return;
            }
        }
        String checksum = header(exchange, "x-amz-checksum-sha256");
        String md5 = header(exchange, "Content-MD5");
        if ((!checksum.isEmpty() && !checksum.equals(digest("SHA-256", body)))
                || (!md5.isEmpty() && !md5.equals(digest("MD5", body)))) {
            refuse(exchange, 400, "BadDigest");
        } else if (query.contains("partNumber")) {
            parts.write(body);
            partial.add(String.valueOf(body.length));
            exchange.getResponseHeaders().add("ETag", "\"" + partial.size() + "\"");
            answer(exchange, 200, "");
        } else if (!header(exchange, "x-amz-object-lock-mode").isEmpty() && checksum.isEmpty() && md5.isEmpty()) {
            refuse(exchange, 400, "InvalidRequest");
        } else if (header(exchange, "If-None-Match").equals("*") && objects.containsKey(path)) {
            refuse(exchange, 412, "PreconditionFailed");
        } else {
            keep(path, body.length, headers(exchange));
            if (fault == null) {
                answer(exchange, 200, "");
            } else {
                exchange.close();
            }
        }
    }

    private void post(HttpExchange exchange, String path, String query) throws IOException {
        if (query.startsWith("uploads")) {
            begun = headers(exchange);
            parts.reset();
            partial.clear();
            answer(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>");
        } else if (faults.poll() != null) {
            answer(exchange, 200, "<Error><Code>InternalError</Code><Message>try again</Message></Error>");
        } else if (partial.subList(0, partial.size() - 1).stream().anyMatch(size -> Integer.parseInt(size) < 5 << 20)) {
            refuse(exchange, 400, "EntityTooSmall");
        } else if (!header(exchange, "x-amz-storage-class").isEmpty()) {
            refuse(exchange, 400, "InvalidRequest");
        } else {
            keep(path, parts.size(), begun);
            answer(exchange, 200, "<CompleteMultipartUploadResult><ETag>e-2</ETag></CompleteMultipartUploadResult>");
        }
    }

    private void keep(String path, int size, Map<String, String> headers) {
        headers.put("stored-bytes", "" + size);
        objects.put(path, headers);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("x-amz-") || lower.equals("content-md5")) {
                headers.put(lower, values.getFirst());
            }
        });
        return headers;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static String digest(String algorithm, byte[] body) {
        return Base64.getEncoder().encodeToString(Packing.digest(algorithm).digest(body));
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
