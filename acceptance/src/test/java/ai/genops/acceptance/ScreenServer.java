package ai.genops.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A server with the demo's history for tests of the page, with what the demo lacks: a destination that is down, one
/// that refuses for good, a trace of several spans, and events made to do harm.
final class ScreenServer implements AutoCloseable {
    static final String TRACE = "5b8efff798038103d269b633813fc60c";
    static final String HOSTILE_TRACE = "00000000000000000000000000000bad";
    static final String HARM = "<img src=x onerror=globalThis.harmed=1>\"'><script>globalThis.harmed=1</script>";
    private static final String RIGHT_TO_LEFT = "\u202e\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627";
    private static final int ATTRIBUTES = 500;
    private static final int LONG_TEXT = 200_000;

    final Genops genops;
    private final HttpServer vendor;
    /// What it is started with again: the history is there by then.
    private final String[] again;
    private Genops.Server server;

    /// @param closed whether the vendor is down: not before the history has arrived everywhere, which the demo waits
    /// for
    private ScreenServer(Genops genops, HttpServer vendor, AtomicBoolean closed, String... arguments) throws Exception {
        this.genops = genops;
        this.vendor = vendor;
        again = Stream.of(arguments)
                .filter(argument -> !argument.startsWith("--demo"))
                .toArray(String[]::new);
        server = genops.up(arguments);
        try {
            server.await("history is in");
            genops.takeToken();
            closed.set(true);
            send(trace());
            send(hostile());
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    static ScreenServer start(Path folder) throws Exception {
        return start(folder, "--demo=history");
    }

    /// With the configuration that is shipped, and files of a test's own.
    static ScreenServer startWith(Path folder, Map<String, String> own) throws Exception {
        Path config = folder.resolve("config");
        try (var files = Files.walk(Path.of("../config"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        config.resolve(Path.of("../config").relativize(file).toString()));
            }
        }
        for (var file : own.entrySet()) {
            Path path = config.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return start(
                folder, "--demo=history", "--config", config.toAbsolutePath().toString());
    }

    private static ScreenServer start(Path folder, String... arguments) throws Exception {
        var genops = new Genops(folder.resolve("data"));
        var closed = new AtomicBoolean();
        var vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        vendor.createContext("/refuses", exchange -> answer(exchange, 400, "field <b>team</b> is not wanted here"));
        vendor.createContext(
                "/down",
                exchange -> answer(exchange, closed.get() ? 503 : 204, closed.get() ? "closed for maintenance" : ""));
        vendor.start();
        String address = "http://127.0.0.1:" + vendor.getAddress().getPort();
        genops.environment.put("WEBHOOK_ALERTS_URL", address + "/refuses");
        genops.environment.put("PROMETHEUS_REMOTE_WRITE_URL", address + "/down");
        return new ScreenServer(genops, vendor, closed, arguments);
    }

    private static void answer(HttpExchange exchange, int status, String words) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = words.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// Ends the server and starts it again; `meanwhile` runs while there is none.
    void restart(Runnable meanwhile) throws Exception {
        server.terminate();
        meanwhile.run();
        server = genops.up(again);
    }

    private void send(String spans) throws Exception {
        String body =
                "{\"resourceSpans\":[{\"resource\":{\"attributes\":[]},\"scopeSpans\":[{\"scope\":{\"name\":\"test\"},"
                        + "\"spans\":[" + spans + "]}]}]}";
        try (var http = Genops.http()) {
            var request = HttpRequest.newBuilder(genops.otlp("/v1/traces"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
            }
        }
        String id = spans.replaceAll("(?s).*?\"traceId\":\"([0-9a-f]+)\".*", "$1");
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (genops.rows("index=genops_ai trace_id=" + id + " | head 1").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("was never found: " + id);
            }
            Thread.sleep(50);
        }
    }

    private static String trace() {
        String agent = span(TRACE, "a1", "", "agent.run", 0, 4000, "");
        String plan = span(TRACE, "b1", "a1", "chat.plan", 100, 1300, cost("0.25"));
        String tool = span(TRACE, "b2", "a1", "tool.lookup", 1500, 1800, "")
                .replace("\"attributes\"", "\"status\":{\"code\":2,\"message\":\"timed out\"},\"attributes\"");
        String blocked = attribute("genops.policy.name", "cost-guard") + ","
                + attribute("genops.policy.result", "blocked") + "," + attribute("genops.policy.reason", "above 1 USD");
        String answer = span(TRACE, "b3", "a1", "chat.answer", 1900, 3900, cost("1.5") + "," + blocked);
        return String.join(",", agent, plan, tool, answer);
    }

    private static String cost(String amount) {
        return "{\"key\":\"genops.cost.total\",\"value\":{\"doubleValue\":" + amount + "}},"
                + "{\"key\":\"genops.tokens.total\",\"value\":{\"intValue\":\"1200\"}},"
                + attribute("genops.team", "agents");
    }

    private static String hostile() {
        var attributes = new StringBuilder(attribute("genops.team", HARM));
        attributes.append(',').append(attribute("genops.policy.result", "blocked"));
        attributes.append(',').append(attribute("genops.policy.name", HARM));
        attributes.append(',').append(attribute("genops.policy.reason", HARM));
        attributes.append(',').append(attribute("genops.budget.name", HARM));
        attributes.append(',').append(attribute("genops.customer_id", RIGHT_TO_LEFT));
        attributes.append(',').append(attribute("genops.feature", "f".repeat(5_000)));
        attributes.append(',').append(attribute("genops.cost.model", HARM));
        attributes.append(',').append(attribute("genops.cost.currency", "USD"));
        attributes.append(",{\"key\":\"genops.cost.total\",\"value\":{\"doubleValue\":99.5}}");
        attributes.append(",{\"key\":\"genops.budget.allocated\",\"value\":{\"doubleValue\":1}}");
        attributes.append(",{\"key\":\"genops.budget.consumed\",\"value\":{\"doubleValue\":2}}");
        attributes.append(',').append(attribute("long", "x".repeat(LONG_TEXT)));
        for (int i = 0; i < ATTRIBUTES; i++) {
            attributes.append(',').append(attribute("harm." + i, HARM));
        }
        return span(HOSTILE_TRACE, "c1", "", HARM, 0, 10, attributes.toString());
    }

    private static String span(
            String trace, String id, String parent, String name, long from, long to, String attributes) {
        long start = System.currentTimeMillis() - 60_000;
        return "{\"traceId\":\"" + trace + "\",\"spanId\":\"" + padded(id) + "\""
                + (parent.isEmpty() ? "" : ",\"parentSpanId\":\"" + padded(parent) + "\"") + ",\"name\":"
                + Page.quoted(name) + ",\"kind\":3,\"startTimeUnixNano\":\"" + (start + from)
                + "000000\",\"endTimeUnixNano\":\"" + (start + to) + "000000\",\"attributes\":[" + attributes + "]}";
    }

    private static String padded(String id) {
        return "0".repeat(16 - id.length()) + id;
    }

    private static String attribute(String key, String value) {
        return "{\"key\":" + Page.quoted(key) + ",\"value\":{\"stringValue\":" + Page.quoted(value) + "}}";
    }

    @Override
    public void close() {
        server.close();
        vendor.stop(0);
    }
}
