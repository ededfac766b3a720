package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer;
import ai.genops.server.TestServer.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void theBooksOfAReplayBalanceAndTheOrdinaryFeedIsUntouched() throws Exception {
        String before = replayless(server.get("/api/status"));
        replay("--from", "-1h", "--to-destination", "out,other", "--yes", "--wait");
        Outcome books = TestServer.run("check", "--books", "--url", server.api(), "--json");
        assertThat(books.exitCode()).isZero();
        assertThat(books.out()).contains("\"balanced\":true");
        assertThat(replayless(server.get("/api/status"))).isEqualTo(before);
    }

    private static String replayless(String status) {
        return status.substring(status.indexOf("\"pipelines\":"), status.indexOf("\"lookups\":"));
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
