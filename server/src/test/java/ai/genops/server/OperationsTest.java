package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an operator sees of a real server's deliveries, and does to them, over the API and on the command line.
@Timeout(120)
class OperationsTest {
    private static final String REFUSAL = "{\"error\":\"field `x` is not known\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Vendor vendor = new Vendor();
    private Running server;

    @BeforeEach
    void start() throws IOException {
        server = new Running(folder, """
                id: hook
                type: webhook
                url: %s
                price_per_event: $0.01
                health_check: {interval: 1h, timeout: 5s, unhealthy_threshold: 1}
                """.formatted(vendor.url()));
    }

    @AfterEach
    void stop() {
        server.close();
        vendor.close();
    }

    @Test
    void deadLettersAreListedShownSentAgainAndDiscardedAndTheBooksBalance() throws Exception {
        vendor.answers(400, REFUSAL);
        server.send(3);
        JsonNode hook = server.await(h -> h.get("dead_lettered").asInt() == 3);
        assertThat(hook.get("state").asText()).isEqualTo("ready");
        assertThat(hook.at("/dead_letters/present").asInt()).isEqualTo(3);
        assertThat(hook.get("dropped").asInt()).isZero();
        assertThat(hook.at("/delivery/last_failure").asText()).contains("HTTP 400", REFUSAL);
        assertThat(hook.at("/delivery/last_failure_at").asText()).startsWith("20");
        assertThat(hook.at("/delivery/failures/client").asInt()).isEqualTo(3);

        var list = Running.run("letters", "list", "--data", server.data.toString());
        assertThat(list.out()).contains("hook", "3 × HTTP 400", "is not known");
        JsonNode file = JSON.readTree(Running.run("letters", "list", "--json", "--data", server.data.toString())
                .out());
        assertThat(file.get("letters").asInt()).isEqualTo(3);
        assertThat(file.get("oldest_at").asText()).startsWith("20");
        var show = Running.run(
                "letters", "show", "hook", "--json", "--skip", "1", "--limit", "1", "--data", server.data.toString());
        JsonNode letter = JSON.readTree(show.out());
        assertThat(letter.get("reason").asText()).contains(REFUSAL);
        assertThat(letter.get("sendable").asBoolean()).isTrue();
        assertThat(JSON.readTree(letter.get("body").asText()).get("name").asText())
                .isEqualTo("span-1");

        var again = server.ask("letters", "redeliver", "hook");
        assertThat(again.exitCode()).as(again.err()).isEqualTo(1);
        assertThat(again.out()).contains("0 delivered, 3 refused again");
        vendor.answers(200, "");
        assertThat(server.ask("letters", "redeliver", "hook", "--json").out()).contains("\"delivered\":3");
        assertThat(vendor.taken).hasSize(3);
        assertThat(server.hook().at("/delivery/cost_dollars").decimalValue()).isEqualByComparingTo("0.03");
        assertBalanced();

        vendor.answers(400, REFUSAL);
        server.send(2);
        server.await(h -> h.get("dead_lettered").asInt() == 5);
        assertThat(server.ask("letters", "discard", "hook").exitCode()).isEqualTo(2);
        assertThat(server.ask("letters", "discard", "hook", "--reason", "only tests")
                        .out())
                .contains("2 discarded");
        assertThat(Files.readString(server.data.resolve("dead-letter/hook/removed.ndjson")))
                .contains("\"reason\":\"only tests\"", "\"by\":\"" + System.getProperty("user.name"), "\"time\":");
        assertThat(server.hook().at("/dead_letters/discarded").asInt()).isEqualTo(2);
        assertBalanced();
    }

    @Test
    void theBooksMissLettersThatSomebodyDeletes() throws Exception {
        vendor.answers(400, REFUSAL);
        server.send(1);
        server.await(h -> h.get("dead_lettered").asInt() == 1);
        Files.delete(server.data.resolve("dead-letter/hook/00000001.ndjson"));
        assertThat(server.status().at("/books/differences/0").asText())
                .contains("dead letters of destination `hook`: 1 before, 0 after");
    }

    @Test
    void aPauseHoldsOverARestartAndTheBooksBalanceWhenItIsOver() throws Exception {
        assertThat(server.ask("destinations", "pause", "hook", "--reason", "their maintenance")
                        .out())
                .contains("hook is paused");
        server.send(3);
        server.restart();
        server.send(1);
        JsonNode hook = server.await(h -> h.get("pending").asInt() == 4);
        assertThat(hook.get("state").asText()).isEqualTo("paused");
        assertThat(hook.at("/paused/reason").asText()).isEqualTo("their maintenance");
        assertThat(hook.at("/lag/records").asInt()).isEqualTo(4);
        assertThat(hook.at("/lag/events").asInt()).isEqualTo(4);
        assertThat(hook.at("/lag/bytes").asInt()).isPositive();
        assertThat(hook.at("/lag/seconds").asDouble()).isPositive();
        assertThat(server.get("/metrics"))
                .contains("genops_destination_state{destination=\"hook\",state=\"paused\",type=\"webhook\"} 1.0")
                .contains("genops_destination_lag_events{destination=\"hook\",type=\"webhook\"} 4.0");
        var refused = server.ask("destinations", "retry", "hook");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is paused; resume it first");
        assertThat(vendor.taken).isEmpty();
        assertThat(server.ask("destinations", "resume", "hook").exitCode()).isZero();
        server.await(h -> h.get("delivered").asInt() == 4);
        assertThat(vendor.taken).hasSize(4);
        assertBalanced();
    }

    @Test
    void anOpenCircuitIsShownWithTheOthersWordsAndRetryNowClosesIt() throws Exception {
        vendor.answers(503, "back at noon");
        server.send(2);
        JsonNode hook = server.await(h -> h.at("/breaker/state").asText().equals("open"));
        assertThat(hook.get("state").asText()).isEqualTo("circuit open");
        assertThat(hook.at("/breaker/next_attempt_at").asText()).startsWith("20");
        assertThat(hook.get("last_error").asText()).contains("HTTP 503", "back at noon");
        var screen = server.ask("status");
        assertThat(screen.exitCode()).as(screen.err()).isZero();
        assertThat(screen.out())
                .contains("otlp", "circuit open", "back at noon", "genops destinations retry hook")
                .contains("take nothing (genops check tells why): idle");
        assertThat(server.get("/metrics"))
                .contains("genops_destination_circuit_open{destination=\"hook\",type=\"webhook\"} 1.0")
                .contains(
                        "genops_destination_failures_total{destination=\"hook\",reason=\"server\",type=\"webhook\"} 1.0");
        vendor.answers(200, "");
        assertThat(server.ask("destinations", "retry", "hook").exitCode()).isZero();
        hook = server.await(h -> h.get("delivered").asInt() == 2);
        assertThat(hook.at("/delivery/last_failure").asText()).contains("back at noon");
        assertThat(hook.get("last_error").asText()).isEmpty();
        assertBalanced();
    }

    @Test
    void whatIsWrongOrNotMeantForUsIsRefusedWithAWord() throws Exception {
        assertThat(server.change("hook/pause", "{\"why\":\"x\"}").body()).contains("`why` is not known");
        assertThat(server.change("hook/pause", "[]").statusCode()).isEqualTo(400);
        assertThat(server.change("nobody/pause", "{}").statusCode()).isEqualTo(404);
        assertThat(server.change("idle/pause", "{}").statusCode()).isEqualTo(409);
        assertThat(server.change("idle/pause", "{}").body()).contains("NOT_SET_ANYWHERE is not set");
        assertThat(server.change("hook/letters/discard", "{\"by\":\"x\"}").body())
                .contains("give `reason`");
        assertThat(server.change("hook/letters/redeliver", "{\"file\":\"../../log/x\"}")
                        .statusCode())
                .isEqualTo(404);
        String pause = "http://127.0.0.1:" + server.api + "/api/destinations/hook/pause";
        assertThat(server.post(pause, "{}", "text/plain").statusCode()).isEqualTo(415);
        assertThat(rawPost("evil.example:" + server.api)).contains(" 403 ");
        assertThat(rawPost("localhost:" + server.api)).contains(" 200 ");
        assertThat(server.get("/api/destinations/hook/letters")).contains("\"files\":[]");
        assertThat(server.get("/api/destinations/nobody/letters")).contains("no destination `nobody`");
    }

    @Test
    void withoutAServerThereIsAClearWord() {
        for (String command : new String[] {"status", "letters redeliver hook", "destinations pause hook"}) {
            String[] arguments = (command + " --url http://127.0.0.1:1").split(" ");
            var outcome = Running.run(arguments);
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("no server answers at http://127.0.0.1:1; start one with");
        }
    }

    private void assertBalanced() {
        var books = server.ask("check", "--books");
        assertThat(books.exitCode()).as(books.out()).isZero();
    }

    /// A request with a Host of its own, which the JDK's client does not send.
    private String rawPost(String host) throws IOException {
        try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), server.api)) {
            String request = "POST /api/destinations/hook/resume HTTP/1.1\r\nHost: " + host
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
