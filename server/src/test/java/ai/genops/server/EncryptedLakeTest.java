package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.server.TestServer.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A lake whose files are encrypted, from the configuration to a restore.
@Timeout(120)
class EncryptedLakeTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder.resolve("first"));
        server.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n")
                .file("routes/all.yaml", "- {id: to_lake, destination: lake, dataset: all}\n");
        keys(server, "1: '" + ONE + "'");
        server.start();
        server.send(0, 20);
        server.running().awaitDelivered();
        assertThat(roll(server)).isZero();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void keys(TestServer of, String keys) {
        of.file(
                "server.yaml",
                "api_port: " + of.port() + "\nlog: {max_size: 200 MB}\nlake: {encryption_keys: {" + keys + "}}\n");
    }

    private static int roll(TestServer of) {
        return TestServer.run("lake", "roll", "--url", of.api()).exitCode();
    }

    private static Outcome count(String... more) {
        var arguments = Stream.concat(Stream.of("search", "-o", "csv", "index=all | stats count"), Stream.of(more));
        return TestServer.run(arguments.toArray(String[]::new));
    }

    private static List<Path> files(TestServer of) throws IOException {
        try (Stream<Path> all = Files.walk(of.data().resolve("lake/all"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void aSearchReadsWhatAFileDoesNotShow() throws Exception {
        assertThat(files(server)).hasSize(1).first().satisfies(file -> {
            assertThat(file.getFileName()).hasToString("0000000001.key1.parquet");
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("call-");
        });
        assertThat(count("--url", server.api()).out()).isEqualTo("count\r\n20\r\n");
        Outcome verified = TestServer.run("lake", "verify", "all", "--url", server.api());
        assertThat(verified.exitCode()).isZero();
        server.close();
        String data = server.data().toString();
        assertThat(count("--data", data, "--config", server.config().toString()).out())
                .isEqualTo("count\r\n20\r\n");
        Outcome without = count("--data", data);
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err())
                .contains("encrypted with key 1, which is not configured", "lake.encryption_keys")
                .doesNotContain("Exception");
    }

    @Test
    void aKeyIsChangedByAddingAnother() throws Exception {
        server.close();
        keys(server, "1: '" + ONE + "', 2: '" + TWO + "'");
        server.start();
        server.send(20, 5);
        server.running().awaitDelivered();
        assertThat(roll(server)).isZero();
        assertThat(files(server))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("0000000001.key1.parquet", "0000000002.key2.parquet");
        assertThat(count("--url", server.api()).out()).isEqualTo("count\r\n25\r\n");
    }

    @Test
    void withoutItsKeyOrWithAnotherTheServerDoesNotStart() {
        server.close();
        keys(server, "1: '" + TWO + "'");
        assertThatThrownBy(server::start).hasMessageContaining("Key 1 of the lake is another one than before");
        keys(server, "2: '" + TWO + "'");
        assertThatThrownBy(server::start)
                .hasMessageContaining("files under the key 1, and the configured ones are [2]");
    }

    @Test
    void aBackupHoldsTheFilesAsTheyAre() throws Exception {
        Path to = folder.resolve("safe");
        assertThat(TestServer.run("backup", to.toString(), "--url", server.api())
                        .exitCode())
                .isZero();
        server.close();
        Path second = folder.resolve("second");
        Outcome restored = TestServer.run(
                "restore",
                to.toString(),
                "--data",
                second.resolve("data").toString(),
                "--config",
                second.resolve("config").toString());
        assertThat(restored.err()).isEmpty();
        try (var again = new TestServer(second)) {
            keys(again, "1: '" + ONE + "'");
            again.start();
            assertThat(files(again).getFirst())
                    .hasSameBinaryContentAs(files(server).getFirst());
            assertThat(count("--url", again.api()).out()).isEqualTo("count\r\n20\r\n");
        }
    }

    @Test
    void aKeyThatIsNoneIsAnErrorThatDoesNotTellIt() {
        server.close();
        keys(server, "1: 'c2VjcmV0'");
        assertThatThrownBy(server::start)
                .hasMessageContaining("key 1 of the lake is not 32 bytes")
                .hasMessageNotContaining("c2VjcmV0");
    }
}
