package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import ai.genops.server.api.Reload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReloadTest {
    private static final String PIPELINE = """
            id: p
            processors:
              - {name: v, type: eval, expressions: [version: "%s"]}
            routes:
              - {name: to_out, destination: out}
            """;

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        server.file("server.yaml", Files.readString(server.config().resolve("server.yaml")) + "reload: manual\n");
        server.file("destinations/all.yaml", "- {id: out, type: file, path: out.ndjson, flush_interval: 50ms}\n");
        server.file("pipelines/p.yaml", PIPELINE.formatted("'one'"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatComesAfterItGoesThroughTheNewPipeline() throws Exception {
        server.send(0, 5);
        server.file("pipelines/p.yaml", PIPELINE.formatted("'two'"));
        Outcome outcome = reload();
        assertThat(outcome.out()).contains("works with the configuration as it is now");
        assertThat(outcome.exitCode()).isZero();
        server.send(5, 5);
        List<String> lines = lines("out.ndjson");
        assertThat(lines).hasSize(10);
        assertThat(lines.subList(0, 5)).allMatch(line -> line.contains("\"version\":\"one\""));
        assertThat(lines.subList(5, 10)).allMatch(line -> line.contains("\"version\":\"two\""));
        assertThat(server.get("/metrics"))
                .contains("genops_pipeline_events_total{outcome=\"passed\",pipeline=\"p\"} 5.0");
        assertThat(books().exitCode()).isZero();
    }

    @Test
    void oneWithErrorsChangesNothingAndSaysWhere() throws Exception {
        server.file("pipelines/p.yaml", PIPELINE.formatted("'two' +"));
        Outcome outcome = reload();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("pipelines/p.yaml:3:").contains("Nothing was changed: 1 error");
        server.send(0, 3);
        assertThat(lines("out.ndjson")).hasSize(3).allMatch(line -> line.contains("\"version\":\"one\""));
    }

    @Test
    void nothingIsLostOrDoubledWhileClientsSend() throws Exception {
        var done = new AtomicBoolean();
        Thread reloads = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 5; i++) {
                server.file("pipelines/p.yaml", PIPELINE.formatted("'" + i + "'"));
                server.running().reload();
            }
            done.set(true);
        });
        int sent = 0;
        while (!done.get()) {
            assertThat(server.trySend(sent++)).isEqualTo(200);
        }
        reloads.join();
        server.running().awaitDelivered();
        List<String> names = lines("out.ndjson").stream()
                .map(line -> line.replaceAll(".*\"name\":\"call-(\\d+)\".*", "$1"))
                .toList();
        assertThat(names).doesNotHaveDuplicates().hasSize(sent);
    }

    /// Each event counts in one row, by the windows and keys that held when it came.
    @Test
    void openWindowsOutlastAChangeOfWhatTheyAreAndARestartRightAfterIt() throws Exception {
        List<String> definitions = List.of("1s, group_by: [name]", "2s, group_by: {what: kind}", "2s", "3s");
        int sent = 0;
        for (String definition : definitions) {
            server.file("pipelines/p.yaml", """
                    id: p
                    processors:
                      - {name: spend, type: aggregate, delay: 500ms, aggregates: {calls: count()}, window: %s}
                    routes:
                      - {name: to_out, destination: out}
                    """.formatted(definition));
            assertThat(server.running().reload().problems()).isEmpty();
            if (definition.equals("2s")) {
                server.close();
                server.start();
            }
            server.send(sent, 7);
            sent += 7;
        }
        while (calls() < sent) {
            Thread.sleep(20);
        }
        Thread.sleep(1_500); // what closes twice would have closed by now
        assertThat(calls()).isEqualTo(sent);
        assertThat(lines("out.ndjson")).anyMatch(line -> line.contains("\"window_end\":2,"));
        assertThat(lines("out.ndjson").stream().filter(line -> line.contains("call-")))
                .as("rows by name")
                .hasSize(7);
    }

    private int calls() throws IOException {
        Pattern calls = Pattern.compile("\"calls\":(\\d+)");
        return lines("out.ndjson").stream()
                .mapToInt(line -> calls.matcher(line)
                        .results()
                        .mapToInt(found -> Integer.parseInt(found.group(1)))
                        .sum())
                .sum();
    }

    @Test
    void aDestinationThatComesAndOneThatGoes() throws Exception {
        server.send(0, 2);
        server.file("destinations/all.yaml", "- {id: next, type: file, path: next.ndjson, flush_interval: 50ms}\n");
        server.file("pipelines/p.yaml", PIPELINE.formatted("'one'").replace("destination: out", "destination: next"));
        assertThat(reload().exitCode()).isZero();
        server.send(2, 2);
        assertThat(lines("out.ndjson")).hasSize(2);
        assertThat(lines("next.ndjson")).last().asString().contains("call-3");
        assertThat(server.get("/api/status")).contains("\"id\":\"next\"").doesNotContain("\"id\":\"out\"");
    }

    @Test
    void whatHoldsFromTheNextStartOnIsTold() throws Exception {
        server.file(
                "server.yaml",
                Files.readString(server.config().resolve("server.yaml")).replace("200 MB", "300 MB"));
        Reload reload = server.running().reload();
        assertThat(reload.applied()).isTrue();
        assertThat(reload.atNextStart())
                .containsExactly("`log` of server.yaml has changed: that holds from the next start on");
    }

    @Test
    void aChangeOfTheFilesIsSeenOnceItHasSettled() throws Exception {
        var watch = new ConfigWatch(server.config());
        assertThat(watch.changed()).isFalse();
        server.file("pipelines/p.yaml", PIPELINE.formatted("'other'"));
        assertThat(watch.changed()).as("perhaps another file follows").isFalse();
        server.file("pipelines/q.yaml", "id: q\n");
        assertThat(watch.changed()).isFalse();
        assertThat(watch.changed()).isTrue();
        assertThat(watch.changed()).isFalse();
        server.file("pipelines/p.yaml.swp", "an editor's own");
        assertThat(watch.changed()).isFalse();
    }

    @Test
    void aServerGoesOnAsBeforeAfterDestinationsThatDidNotStartAndFollowsItsFiles() throws Exception {
        server.close();
        server.file(
                "server.yaml",
                Files.readString(server.config().resolve("server.yaml")).replace("reload: manual\n", ""));
        server.start();
        server.send(0, 2);
        Files.writeString(server.data().resolve("occupied"), "where a folder should be");
        String good = Files.readString(server.config().resolve("destinations/all.yaml"));
        server.file(
                "destinations/all.yaml",
                good.replace(
                        "id: out, type: file, path: out.ndjson", "id: next, type: file, path: occupied/out.ndjson"));
        server.file("pipelines/p.yaml", PIPELINE.formatted("'one'").replace("destination: out", "destination: next"));
        Outcome outcome = reload();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(
                        "not all destinations start",
                        "occupied is a file and no folder",
                        "goes on with the one before");
        server.send(2, 1);
        assertThat(lines("out.ndjson")).hasSize(3).last().asString().contains("\"version\":\"one\"");
        Thread.sleep(2_500); // longer than between two looks at the files: one falls into this state
        server.file("destinations/all.yaml", good);
        server.file("pipelines/p.yaml", PIPELINE.formatted("'followed'"));
        do {
            server.send(3, 1);
            Thread.sleep(50);
        } while (!lines("out.ndjson").getLast().contains("\"version\":\"followed\""));
    }

    private Outcome reload() {
        return TestServer.run("reload", "--url", server.api());
    }

    private Outcome books() {
        return TestServer.run("check", "--books", "--url", server.api());
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(server.data().resolve(file));
    }
}
