package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer;
import ai.genops.server.TestServer.Outcome;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogCommandTest {
    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        server.file("destinations/out.yaml", "{id: out, type: file, path: out.ndjson, flush_interval: 50ms}\n");
        server.file("routes/out.yaml", "{id: received, destination: out}\n");
        server.start();
        server.send(0, 5);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listShowsSegmentsAndConsumersOfARunningServer() {
        Outcome text = log("list");
        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).containsPattern("\\.segment +0 +5 ").containsPattern("out +5 +0 +0 B");
        assertThat(log("list", "--json").out().lines())
                .anyMatch(line -> line.contains("\"first\":0,\"next\":5,\"records\":5"))
                .anyMatch(line -> line.contains("{\"consumer\":\"out\",\"next\":5,\"lag_records\":0"));
    }

    @Test
    void exportWritesEveryEventOnceAndRefusesAFileThatIsThere() throws Exception {
        Outcome all = log("export");
        assertThat(all.exitCode()).isZero();
        assertThat(all.out().lines()).hasSize(5).first().asString().contains("call-0");
        assertThat(all.err()).contains("5 events of 5 records");
        assertThat(log("export", "--from", "1", "--to", "3").out().lines()).hasSize(2);
        Path file = Files.createFile(folder.resolve("there"));
        Outcome refused = log("export", "--output", file.toString());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("is there already");
        assertThat(log("export", "--from", "yesterday").err()).contains("is neither a time such as");
    }

    @Test
    void verifyFindsASoundLogSoundAndADamagedOneDamaged() throws Exception {
        assertThat(log("verify").exitCode()).isZero();
        server.close();
        try (var segments = Files.list(server.data().resolve("log"))) {
            Path first = segments.filter(file -> file.toString().endsWith(".segment"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            try (var file = FileChannel.open(first, StandardOpenOption.WRITE)) {
                file.write(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), 4096 + 32 + 10);
            }
        }
        Outcome damaged = log("verify");
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.out()).contains("damaged");
        assertThat(log("export").exitCode()).isEqualTo(1);
    }

    @Test
    void aFolderWithoutALogIsTold() {
        Outcome outcome = TestServer.run(
                "log",
                "list",
                "--config",
                server.config().toString(),
                "--data",
                folder.resolve("none").toString());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no log in").contains("--data");
    }

    @Test
    void theBooksBalanceAndWithoutAServerThatIsSaid() {
        Outcome text = TestServer.run("check", "--books", "--url", server.api());
        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).contains("balanced: every event is accounted for");
        assertThat(TestServer.run("check", "--books", "--json", "--url", server.api())
                        .out())
                .isEqualTo("{\"balanced\":true}" + System.lineSeparator());
        server.close();
        Outcome none = TestServer.run("check", "--books", "--url", server.api());
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no server answers at " + server.api());
    }

    private Outcome log(String command, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "log",
                command,
                "--config",
                server.config().toString(),
                "--data",
                server.data().toString()));
        all.addAll(List.of(more));
        return TestServer.run(all.toArray(String[]::new));
    }
}
