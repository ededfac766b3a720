package ai.genops.destination.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
    private static final String FAST = "retry_interval: 1ms\nmax_retry_delay: 20ms\n";

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("HOOK", "s3cr3t-hook", "TOKEN", "s3cr3t-token"));
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();
    /// What the server does with the next requests before it takes them.
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private Destination destination;

    private interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

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
        assertThat(unexpected).isEmpty();
    }

    @Test
    void eachEventIsARequestOfItsOwn() throws IOException {
        run("", 0, 5);
        assertThat(bodies).hasSize(5);
        assertThat(keys).doesNotHaveDuplicates().first().asString().startsWith("hook/0-");
        for (int i = 0; i < 5; i++) {
            assertThat(bodies.get(i)).contains("\"attributes\":{\"n\":" + i + "}");
        }
    }

    @Test
    void severalEventsAreLinesOrAnArray() throws IOException {
        run("batch: true\nflush_interval: 20ms\n", 0, 5);
        assertThat(String.join("", bodies).lines()).hasSize(5).allMatch(line -> line.startsWith("{"));
        bodies.clear();
        destination.close();
        run("batch: true\nbatch_format: array\nflush_interval: 20ms\n", 5, 8);
        assertThat(bodies).allMatch(body -> body.startsWith("[{") && body.endsWith("}]"));
        assertThat(String.join("", bodies).split("\"n\":")).hasSize(4);
    }

    @Test
    void retryAfterIsWaitedFor() throws IOException {
        long[] times = new long[2];
        faults.add(exchange -> {
            times[0] = System.nanoTime();
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(429, -1);
        });
        faults.add(exchange -> {
            times[1] = System.nanoTime();
            exchange.sendResponseHeaders(200, -1);
        });
        run("", 0, 1);
        assertThat(times[1] - times[0]).isGreaterThan(990_000_000L);
        assertThat(destination.stats().retries()).isEqualTo(1);
    }

    @Test
    void everyPassingFaultIsRepeatedUnderTheSameKey() throws IOException {
        faults.add(exchange -> exchange.sendResponseHeaders(503, -1));
        faults.add(HttpExchange::close);
        faults.add(exchange -> exchange.sendResponseHeaders(302, -1));
        faults.add(exchange -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        faults.add(WebhookTest::sleepTooLong);
        run("timeout: 300ms\n", 0, 2);
        assertThat(destination.stats().delivered()).isEqualTo(2);
        assertThat(destination.stats().rejected()).isZero();
        assertThat(destination.stats().retries()).isGreaterThanOrEqualTo(5);
        assertThat(keys.stream().distinct()).hasSize(2);
    }

    @Test
    void aRefusalGoesToTheDeadLettersWithoutSecrets() throws IOException {
        faults.add(exchange -> {
            byte[] text = ("no such hook " + exchange.getRequestURI() + " s3cr3t-token\u001b[2J").getBytes(UTF_8);
            exchange.sendResponseHeaders(404, text.length);
            exchange.getResponseBody().write(text);
        });
        run("", 0, 2);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        String letter = Files.readString(data.resolve("dead-letter/hook/00000001.ndjson"));
        assertThat(letter).contains("HTTP 404 Not Found: no such hook").doesNotContain("s3cr3t");
        check(letter);
    }

    @Test
    void aServerThatIsNotThereIsNamedWithoutItsPath() {
        server.stop(0);
        Destination.Edge edge = open("");
        Sample.feed(destination, edge, 0, 1);
        while (destination.stats().lastError().isEmpty()) {
            Sample.pause();
        }
        assertThat(destination.stats().lastError()).contains("127.0.0.1:").doesNotContain("s3cr3t");
        assertThat(destination.committed()).isZero();
    }

    @Test
    void valuesCannotLeaveTheirStrings() throws IOException {
        int name = blocks.field("budget_name", Type.TEXT);
        int used = blocks.field("budget_used", Type.NUMBER);
        Destination.Edge edge = open(
                "payload_template: '{\"text\": \"${budget_name}\", \"used\": ${budget_used}, \"key\": \"${TOKEN}\"}'\n");
        Event event = Sample.event(0, blocks.fields);
        event.field(name, "a\", \"admin\": true, \"x\": \"\\\n\u0007");
        event.field(used, Double.NaN);
        edge.write(event);
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(bodies)
                .containsExactly("{\"text\":\"a\\\", \\\"admin\\\": true, \\\"x\\\": \\\"\\\\\\n\\u0007\","
                        + "\"used\":null,\"key\":\"s3cr3t-token\"}");
    }

    @Test
    void theTemplateOfTheRouteComesBeforeTheDestinations() throws IOException {
        destination = blocks.destination(block("payload_template: '{\"of\": \"destination\"}'\n"));
        Destination.Edge own = destination.bind(blocks.route("payload_template: '{\"of\": \"route\"}'"));
        Destination.Edge plain = destination.bind(blocks.route("name: plain"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        Sample.feed(destination, own, 0, 1);
        Sample.feed(destination, plain, 1, 2);
        Sample.awaitCommitted(destination, 2);
        assertThat(bodies).containsExactly("{\"of\":\"route\"}", "{\"of\":\"destination\"}");
    }

    @Test
    void anEventItsTemplateFailsOnIsKept() throws IOException {
        int used = blocks.field("budget_used", Type.NUMBER);
        Destination.Edge edge = open("payload_template: '{\"used\": \"${budget_used.toFixed(2)}\"}'\n");
        edge.write(Sample.event(0, blocks.fields));
        Event good = Sample.event(0, blocks.fields);
        good.field(used, 1.5);
        edge.write(good);
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(bodies).containsExactly("{\"used\":\"1.50\"}");
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(data.resolve("dead-letter/hook/00000001.ndjson")).content().contains("payload template failed");
    }

    @Test
    void theSlackTemplateArrivesFilledIn() throws IOException {
        Map<String, Object> values = Map.of(
                "alert_title", "Budget \"a\" at 95%",
                "budget_status", "critical",
                "budget_name", "a",
                "team", "support",
                "actual_utilization", 95.04,
                "budget_used", 950.4,
                "budget_remaining", 49.6);
        values.forEach((name, value) -> blocks.field(name, value instanceof Double ? Type.NUMBER : Type.TEXT));
        String block = Files.readString(Path.of("../config/destinations/4-slack-webhook.yaml"))
                .replaceFirst(
                        "url: .*",
                        "url: http://127.0.0.1:" + server.getAddress().getPort() + "/services/\\${HOOK}")
                .replace("headers:", "headers:\n  X-Token: ${TOKEN}");
        destination = blocks.destination(block);
        Destination.Edge edge = destination.bind(blocks.route("name: to_slack"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        Event event = Sample.event(0, blocks.fields);
        values.forEach((name, value) -> event.field(blocks.fields.find(name), value));
        edge.write(event);
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(bodies)
                .singleElement()
                .asString()
                .contains(
                        "\"text\":\"Budget \\\"a\\\" at 95%\"",
                        "\"color\":\"warning\"",
                        "\"value\":\"95.0%\"",
                        "\"value\":\"$950.40\"",
                        "\"value\":\"CRITICAL\"",
                        "\"ts\":1763600000");
    }

    @Test
    void whatIsWrongWithATemplateIsToldWithItsLine() {
        blocks.destination(block(""))
                .bind(blocks.route("name: r\npayload_template: |\n  {\n    \"a\": \"${unheard_of}\"\n  }\n"));
        assertThat(blocks.errors())
                .singleElement()
                .asString()
                .startsWith("test.yaml:4")
                .contains("unheard_of");
    }

    private void run(String keys, long from, long to) throws IOException {
        Destination.Edge edge = open(keys);
        Sample.feed(destination, edge, from, to);
        Sample.awaitCommitted(destination, to);
    }

    private Destination.Edge open(String keys) {
        destination = blocks.destination(block(keys));
        Destination.Edge edge = destination.bind(blocks.route("name: to_hook"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }

    private String block(String keys) {
        return "id: hook\ntype: webhook\nurl: http://127.0.0.1:"
                + server.getAddress().getPort() + "/services/${HOOK}\nheaders:\n  X-Token: ${TOKEN}\n" + FAST + keys;
    }

    /// Strict: what is not exactly as it should be fails the test.
    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        expect(exchange.getRequestMethod(), "POST");
        expect(exchange.getRequestURI().toString(), "/services/s3cr3t-hook");
        expect(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")), "s3cr3t-token");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        expect(type, type.contains("ndjson") && body.endsWith("\n") ? "application/x-ndjson" : "application/json");
        check(body);
        Fault fault = faults.poll();
        if (fault != null) {
            fault.answer(exchange);
        } else {
            bodies.add(body);
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(UTF_8));
        }
        exchange.close();
    }

    private static void sleepTooLong(HttpExchange exchange) {
        for (int i = 0; i < 100; i++) {
            Sample.pause();
        }
    }

    private void expect(String found, String wanted) {
        if (!found.equals(wanted)) {
            unexpected.add(found + " instead of " + wanted);
        }
    }

    private void check(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                // reads to the end
            }
        } catch (IOException e) {
            unexpected.add(e.getMessage());
        }
    }
}
