package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.pagerduty.FakePagerDuty;
import ai.genops.destination.slack.FakeSlack;
import ai.genops.governance.FreePort;
import ai.genops.server.cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/// A real server that tells real clients' errors to PagerDuty and Slack, as they are documented, and to a real SMTP
/// server. Its clocks are the test's.
class SelfCareTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of("src/test/resources/conformance");

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private FakePagerDuty pagerDuty;
    private FakeSlack slack;
    private SMTPServer smtp;
    private HttpServer hook;
    private volatile int hookAnswers = 200;
    private int apiPort;
    private @Nullable GenOpsServer server;

    @BeforeEach
    void startPeers() throws IOException {
        pagerDuty = new FakePagerDuty();
        slack = new FakeSlack();
        smtp = SMTPServer.port(0).messageHandlerFactory(_ -> new Handler()).build();
        smtp.start();
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(hookAnswers, -1);
            exchange.close();
        });
        hook.start();
        apiPort = FreePort.next();
        write("server.yaml", "api_port: " + apiPort + "\nhealth: {interval: 100ms, name: test-server}\n");
        write(
                "sources/otlp.yaml",
                "{id: otlp, type: otlp, http_port: " + FreePort.next() + ", grpc_port: " + FreePort.next() + "}");
        write(
                "destinations/oncall.yaml",
                "{type: pagerduty, routing_key: " + FakePagerDuty.KEY + ", endpoint: '" + pagerDuty.address() + "'}");
        write(
                "destinations/chat.yaml",
                "{type: slack, min_interval: 1ms, url: '" + slack.address() + FakeSlack.PATH
                        + "', payload_template: '{\"text\": \"${alert_title} for ${name}\"}'}");
        write(
                "destinations/mail.yaml",
                "{type: email, host: 127.0.0.1, port: " + smtp.getPortAllocated()
                        + ", tls: none, from: genops@acme.io, to: ops@acme.io}");
        write("destinations/hook.yaml", """
                id: hook
                type: webhook
                buffer: {max_size: 70 MB}
                url: http://127.0.0.1:%d/
                retry_interval: 20ms
                retry_backoff: fixed
                health_check: {interval: 100ms, unhealthy_threshold: 2 consecutive failures}
                """.formatted(hook.getAddress().getPort()));
        write("routes/all.yaml", "{id: all, destination: hook}");
    }

    @AfterEach
    void stop() {
        Http.hangUp();
        if (server != null) {
            server.close();
        }
        hook.stop(0);
        smtp.stop();
        slack.close();
        pagerDuty.close();
    }

    @Test
    void theExamplesRulesTellPagerDutySlackAndMailOnceEachWay() throws Exception {
        copy("source/health-alert-rules.yaml", "sources/rules.yaml");
        copy("source/buffer-and-health-check.yaml", "sources/surroundings.yaml");
        copy("production/monitoring.yaml", "alerts/monitoring.yaml");
        start();
        for (int i = 0; i < 19; i++) {
            assertThat(send("{\"resourceSpans\":[]}")).isEqualTo(200);
        }
        assertThat(send("no JSON")).isEqualTo(400);
        assertThat(send("no JSON")).isEqualTo(400);
        await(() -> slack.messages.size() == 1);
        assertThat(slack.messages.getFirst().path("text").asText())
                .startsWith("*GenOps High Error Rate* (error)")
                .contains("Condition: error_rate &gt; 5%", "Value: error_rate = 9.5 %", "Server: test-server");
        JsonNode health = get("/health", 200);
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.path("reasons").get(0).asText()).isEqualTo("GenOps High Error Rate: error_rate = 9.5 %");
        pass(Duration.ofMinutes(5));
        awaitState("GenOps High Error Rate", "", "firing");
        passInSteps(Duration.ofSeconds(30), 3);
        await(() -> slack.messages.size() == 2);
        assertThat(slack.messages.getLast().path("text").asText()).startsWith("*GenOps High Error Rate* (recovered)");

        Objects.requireNonNull(server)
                .runningSources()
                .getFirst()
                .server()
                .stop()
                .join();
        passInSteps(Duration.ofSeconds(30), 5); // three failures, thirty seconds apart
        await(() -> pagerDuty.taken.size() == 1 && mails.size() == 1);
        assertThat(pagerDuty.open).hasSize(1);
        assertThat(mails.getFirst()).contains("Subject: [GenOps] GenOps Source Down (otlp)", "About: otlp");
        JsonNode alerts = get("/api/health-alerts", 200);
        JsonNode cpu = alerts.path("metrics").get(0);
        assertThat(cpu.path("name").asText()).isEqualTo("cpu_utilization");
        assertThat(cpu.path("remark").asText()).isEqualTo("target: < 70%");
        assertThat(cpu.has("target_met")).isTrue();
        assertThat(text("/metrics"))
                .contains("genops_alerts{alertname=\"GenOps Source Down\",alertstate=\"firing\",severity=\"critical\","
                        + "subject=\"otlp\"} 1.0")
                .contains("genops_health{metric=\"buffer_utilization\",subject=\"\",unit=\"percent\"} ");
    }

    @Test
    void aDestinationThatIsDownIsToldOnceOverARestartAndResolvedAfterIt() throws Exception {
        write("alerts/down.yaml", """
                Alert Rules:
                  - {Name: Destination down, Condition: destination_status == "down", For: 5 minutes, Severity: high,
                     Notification: "oncall, Slack (the channel of the team)", Resolve After: 30s}
                """);
        start();
        hookAnswers = 503;
        assertThat(send(SPAN)).isEqualTo(200);
        awaitState("Destination down", "hook", "pending");
        passInSteps(Duration.ofMinutes(1), 3);
        assertThat(pagerDuty.taken).isEmpty();
        passInSteps(Duration.ofMinutes(1), 3);
        await(() -> pagerDuty.taken.size() == 1 && slack.messages.size() == 1);
        String key = pagerDuty.taken.getFirst().path("dedup_key").asText();
        assertThat(key).matches("genops/health/[0-9a-f]{8}/Destination down/hook");
        assertThat(slack.messages.getFirst().path("text").asText()).startsWith("*Destination down (hook)* (error)");

        Objects.requireNonNull(server).close();
        start();
        awaitState("Destination down", "hook", "firing");
        passInSteps(Duration.ofMinutes(1), 3);
        assertThat(pagerDuty.taken).hasSize(1);
        assertThat(runAlerts("--check"))
                .startsWith("1|")
                .contains("firing  Destination down (hook)", "oncall: oncall ready");
        assertThat(runAlerts("--json")).startsWith("0|").contains("\"state\":\"firing\"");

        hookAnswers = 200;
        pass(Duration.ofSeconds(1)); // the next attempt is due
        await(() -> get("/api/health-alerts", 200).toString().contains("destination_status = up"));
        passInSteps(Duration.ofSeconds(20), 3);
        await(() -> pagerDuty.taken.size() == 2 && slack.messages.size() == 2);
        assertThat(pagerDuty.taken.getLast().path("event_action").asText()).isEqualTo("resolve");
        assertThat(pagerDuty.taken.getLast().path("dedup_key").asText()).isEqualTo(key);
        assertThat(pagerDuty.open).isEmpty();
        assertThat(runAlerts("--check")).startsWith("0|").contains("ok  Destination down (hook)");
    }

    @Test
    void aWordWithoutADestinationIsShownAsNotConfigured() throws Exception {
        Files.delete(folder.resolve("config/destinations/mail.yaml"));
        copy("source/health-alert-rules.yaml", "alerts/rules.yaml");
        start();
        awaitState("GenOps Source Down", "otlp", "ok");
        assertThat(alert("GenOps Source Down", "otlp").path("notifies").toString())
                .contains("\"named\":\"PagerDuty\",\"destination\":\"oncall\",\"state\":\"ready\"")
                .contains("\"named\":\"Email\",\"destination\":\"\",\"state\":\"not configured");
        assertThat(get("/health", 200).path("status").asText()).isEqualTo("up");
    }

    private static final String SPAN = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
            "spanId":"eee19b7ec3c1b174","name":"s","startTimeUnixNano":"1763600000000000000",
            "endTimeUnixNano":"1763600001000000000"}]}]}]}""";

    private void start() {
        var options = new ServerOptions(folder, folder.resolve("config"), folder.resolve("data"), List.of(), 0);
        ServerPlan plan = ServerPlan.read(options, _ -> null);
        assertThat(plan.errors()).isEmpty();
        InstantSource clock = () -> Instant.ofEpochSecond(1_763_600_000L, nanos.get());
        server = GenOpsServer.start(plan, clock, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /// Time enough for a look between two steps.
    private void passInSteps(Duration step, int steps) throws Exception {
        for (int i = 0; i < steps; i++) {
            String before = get("/api/health-alerts", 200).path("checked_at").asText();
            pass(step);
            await(() ->
                    !get("/api/health-alerts", 200).path("checked_at").asText().equals(before));
            Thread.sleep(50); // for the probe's answer
        }
    }

    private void awaitState(String rule, String subject, String state) throws Exception {
        await(() -> alert(rule, subject).path("state").asText().equals(state));
    }

    private JsonNode alert(String rule, String subject) throws Exception {
        for (JsonNode alert : get("/api/health-alerts", 200).path("alerts")) {
            if (alert.path("rule").asText().equals(rule)
                    && alert.path("subject").asText().equals(subject)) {
                return alert;
            }
        }
        return JSON.createObjectNode();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 1000 && !condition.call(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.call()).isTrue();
    }

    private int send(String body) throws Exception {
        int port = Objects.requireNonNull(server)
                .runningSources()
                .getFirst()
                .config()
                .listen()
                .httpPort();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return Http.client()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private JsonNode get(String path, int status) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path))
                .build();
        HttpResponse<String> answer = Http.client().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private String text(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path))
                .build();
        return Http.client().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /// `exit code|output`.
    private String runAlerts(String option) {
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            int code = Main.commandLine().execute("alerts", option, "--url", "http://127.0.0.1:" + apiPort);
            return code + "|" + bytes.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(before);
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("config").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void copy(String example, String to) throws IOException {
        write(to, Files.readString(EXAMPLES.resolve(example)));
    }

    private final class Handler implements MessageHandler {
        @Override
        public void from(String from) {}

        @Override
        public void recipient(String recipient) {
            assertThat(recipient).isEqualTo("ops@acme.io");
        }

        @Override
        public String data(InputStream data) throws IOException {
            mails.add(new String(data.readAllBytes(), StandardCharsets.ISO_8859_1));
            return "done";
        }

        @Override
        public void done() {}
    }
}
