package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer;
import ai.genops.server.TestServer.Outcome;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayCommandTest {
    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        server.file("destinations/all.yaml", """
                        - {id: out, type: file, path: out.ndjson, flush_interval: 50ms}
                        - {id: other, type: file, path: other.ndjson, flush_interval: 50ms}
                        - {id: totals, type: prometheus_remote_write, url: "http://127.0.0.1:9/write"}
                        - {id: waiting, type: webhook, url: "${NOT_SET}"}
                        - {id: lake, type: lake}
                        """);
        server.file("pipelines/p.yaml", """
                id: evens
                processors:
                  - {name: n, type: eval, expressions: [number: "parseInt(name.slice(5))"]}
                routes:
                  - {name: to_out, destination: out, filter: "number % 2 === 0"}
                  - {name: to_other, destination: other}
                """);
        server.file("routes/received.yaml", """
                - {id: received, destination: out}
                - {id: lake, destination: lake, dataset: genops_ai}
                """);
        server.start();
        server.send(0, 10);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDryRunCountsPerDestinationAndSendsNothing() throws Exception {
        Outcome outcome = replay("--from", "-1h", "--to-destination", "out,other", "--dry-run");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("10 events of 10 records");
        assertThat(outcome.out()).containsPattern("out +15 events").containsPattern("other +10 events");
        assertThat(server.data().resolve("replay")).doesNotExist();
    }

    @Test
    void onlyTheChosenDestinationGetsItOnceMoreWithTheSameContent() throws Exception {
        Outcome outcome = replay("--from", "-1h", "--to-destination", "out", "--yes", "--wait");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("replay 1: done");
        assertThat(lines("replay/1/out.ndjson")).isEqualTo(lines("out.ndjson")).hasSize(15);
        assertThat(server.data().resolve("replay/1/other.ndjson")).doesNotExist();
        assertThat(TestServer.run("log", "list", "--config", "" + server.config(), "--data", "" + server.data())
                        .out())
                .doesNotContain("replay/");
    }

    @Test
    void onePipelineCanBeChosen() throws Exception {
        replay("--from", "-1h", "--to-destination", "out", "--pipeline", "evens", "--yes", "--wait");
        assertThat(lines("replay/1/out.ndjson")).hasSize(5);
        replay("--from", "-1h", "--to-destination", "out", "--pipeline", "as-received", "--yes", "--wait");
        assertThat(lines("replay/2/out.ndjson")).hasSize(10);
    }

    @Test
    void theLakeKeepsEachEventOnce() throws Exception {
        Outcome outcome = replay("--from", "-1h", "--to-destination", "lake", "--yes", "--wait");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        Outcome count =
                TestServer.run("search", "--url", server.api(), "--output", "json", "index=genops_ai | stats count");
        assertThat(count.out()).as(count.err()).contains("10");
    }

    @Test
    void whatCannotBeIsToldAtOnceWithWhatToDo() {
        Outcome outcome =
                replay("--from", "-1h", "--to-destination", "ouut,totals,waiting", "--pipeline", "odds", "--dry-run");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("there is no destination `ouut`. Did you mean `out`?")
                .contains("nothing can be replayed to `totals`: it adds events up")
                .contains("`waiting` takes nothing: not configured (NOT_SET is not set)")
                .contains("there is no pipeline `odds`");
        assertThat(replay("--from", "yesterday", "--to-destination", "out").err())
                .contains("`from` must be a time such as 2026-01-31T00:00:00Z");
        assertThat(replay("--from", "-1h", "--to", "-2h", "--to-destination", "out")
                        .err())
                .contains("must be before `to`");
        assertThat(replay("--cancel", "7").err()).contains("there is no replay 7");
    }

    @Test
    void withoutATerminalItAsksForYesAndDoesNothing() throws Exception {
        Outcome outcome = replay("--from", "-1h", "--to-destination", "out");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--yes");
        assertThat(replay("--list").out()).contains("no replays");
    }

    @Test
    void withoutAServerItSaysSo() {
        server.close();
        Outcome outcome = replay("--list");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("no server answers at " + server.api());
    }

    @Test
    void itGoesOnAfterARestartWhereItWas() throws Exception {
        var down = new AtomicBoolean(true);
        Queue<String> names = new ConcurrentLinkedQueue<>();
        var hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refuse = down.get() && names.size() >= 14;
            if (!refuse) {
                names.add(body);
            }
            exchange.sendResponseHeaders(refuse ? 503 : 200, -1);
            exchange.close();
        });
        hook.start();
        try {
            server.close();
            server.file(
                    "destinations/hook.yaml",
                    "{id: hook, type: webhook, url: 'http://127.0.0.1:"
                            + hook.getAddress().getPort() + "', payload_template: '${name}', flush_interval: 20ms,"
                            + " batch_size: 1, max_retry_delay: 1s, retry_interval: 20ms}\n");
            server.file("routes/hook.yaml", "{id: hook, destination: hook}\n");
            server.start();
            server.send(10, 0);
            Outcome started = replay("--from", "-1h", "--to-destination", "hook", "--yes");
            assertThat(started.out()).contains("replay 1: running");
            while (names.size() < 14) {
                Thread.sleep(10);
            }
            server.close();
            down.set(false);
            server.start();
            while (!replay("--list").out().contains("replay 1: done")) {
                Thread.sleep(100);
            }
            assertThat(names).hasSizeBetween(20, 21);
            assertThat(new HashSet<>(names)).hasSize(10);
            assertThat(replay("--cancel", "1").err()).contains("replay 1 has ended: done");
        } finally {
            hook.stop(0);
        }
    }

    @Test
    void theBooksOfAReplayBalanceAndTheOrdinaryFeedIsUntouched() throws Exception {
        String before = replayless(server.get("/api/status"));
        replay("--from", "-1h", "--to-destination", "out,other", "--yes", "--wait");
        Outcome books = TestServer.run("check", "--books", "--url", server.api(), "--json");
        assertThat(books.exitCode()).isZero();
        assertThat(books.out()).contains("\"balanced\":true");
        assertThat(replayless(server.get("/api/status"))).isEqualTo(before);
    }

    @Test
    void metricsTellHowFarEachDestinationOfAReplayIs() throws Exception {
        replay("--from", "-1h", "--to-destination", "out,other", "--yes", "--wait");
        assertThat(server.get("/metrics").lines())
                .contains(
                        "genops_replay_state{replay=\"1\",state=\"done\"} 1.0",
                        "genops_replay_state{replay=\"1\",state=\"running\"} 0.0",
                        "genops_replay_records{replay=\"1\"} 10.0",
                        "genops_replay_done_records{destination=\"out\",replay=\"1\"} 10.0",
                        "genops_replay_done_records{destination=\"other\",replay=\"1\"} 10.0",
                        "genops_replay_created_events{replay=\"1\"} 10.0",
                        "genops_replay_missing_records{replay=\"1\"} 0.0",
                        "genops_replay_events{destination=\"out\",outcome=\"delivered\",replay=\"1\"} 15.0",
                        "genops_replay_events{destination=\"out\",outcome=\"pending\",replay=\"1\"} 0.0");
    }

    /// Without what the log learns of the lake's place only every few seconds.
    private static String replayless(String status) {
        return status.substring(status.indexOf("\"pipelines\":"), status.indexOf("\"lookups\":"))
                .replaceAll("\"lag_bytes\":\\d+", "");
    }

    private List<String> lines(String path) throws Exception {
        return Files.readAllLines(server.data().resolve(path));
    }

    private Outcome replay(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of("log", "replay", "--url", server.api()));
        all.addAll(List.of(arguments));
        return TestServer.run(all.toArray(String[]::new));
    }
}
