package ai.genops.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.lake.Lake;
import ai.genops.log.LogInspector;
import ai.genops.server.TestServer;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class BackupTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    Path folder;

    private TestServer server;
    private Path to;

    @BeforeEach
    void start() throws Exception {
        to = folder.resolve("safe");
        server = new TestServer(folder.resolve("first"));
        server.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n")
                .file("routes/all.yaml", "- {id: to_lake, destination: lake, dataset: all}\n")
                .start();
        server.send(0, 20);
        assertThat(TestServer.run("lake", "roll", "--url", server.api()).exitCode())
                .isZero();
        server.send(20, 10);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerRestoredFromABackupThatWasMadeWhileItWorkedHasEveryEventOnce() throws Exception {
        var stopped = new AtomicBoolean();
        var sent = new AtomicInteger(30);
        Thread client = Thread.ofPlatform().start(() -> {
            while (!stopped.get()) {
                sendNext(sent);
            }
        });
        int before = sent.get();
        TestServer.Outcome made = TestServer.run("backup", to.toString(), "--url", server.api());
        stopped.set(true);
        client.join();
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();
        server.running().awaitDelivered();
        List<String> all = names(server);
        server.close();
        Path second = folder.resolve("second");
        TestServer.Outcome restored = TestServer.run(
                "restore",
                to.toString(),
                "--data",
                second.resolve("data").toString(),
                "--config",
                second.resolve("config").toString());
        assertThat(restored.err()).isEmpty();
        assertThat(restored.exitCode()).isZero();
        LogInspector log = LogInspector.of(second.resolve("data/log"), null);
        assertThat(log.verify().isSound()).isTrue();
        assertThat(log.verify().records()).isGreaterThanOrEqualTo(before);
        try (var again = new TestServer(second)) {
            again.start();
            again.running().awaitDelivered();
            List<String> names = names(again);
            assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(before);
            assertThat(all).containsAll(names);
            assertThat(names).contains("call-0", "call-" + (before - 1));
            assertThat(TestServer.run("lake", "verify", "all", "--url", again.api())
                            .exitCode())
                    .isZero();
            again.send(10_000, 1);
            assertThat(names(again)).hasSize(names.size() + 1);
        }
    }

    @Test
    void theMetricsTellWhenTheLastOneSucceeded() throws Exception {
        assertThat(server.get("/metrics")).doesNotContain("genops_backup_last_success");
        Instant before = Instant.now().minusMillis(1);
        assertThat(TestServer.run("backup", to.toString(), "--url", server.api())
                        .exitCode())
                .isZero();
        String made = "genops_backup_last_success_timestamp_seconds{to=\"" + to + "\"} ";
        String line = server.get("/metrics")
                .lines()
                .filter(each -> each.startsWith(made))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(line.substring(made.length())))
                .isBetween(before.toEpochMilli() / 1e3, Instant.now().toEpochMilli() / 1e3);
        assertThat(server.get("/metrics")).contains("genops_backup_failing{to=\"" + to + "\"} 0");
    }

    @Test
    void whatABackupHasInCommonWithTheOneBeforeIsNotWrittenAgain() throws Exception {
        server.close();
        Backups.Made first = make(NOW);
        assertThat(first.storedBytes()).isPositive();
        List<Path> objects = objects();
        Backups.Made second = make(NOW.plusSeconds(1));
        assertThat(second.bytes()).isGreaterThan(first.bytes() / 2);
        assertThat(objects()).containsAll(objects).hasSizeLessThan(objects.size() + 4);
        assertThat(Restore.list(place())).containsExactly(first.id(), second.id());
        make(NOW.plusSeconds(2), 1);
        assertThat(Restore.list(place())).containsExactly("20260310T120002.000Z");
        assertThat(Restore.check(place(), "").id()).isEqualTo("20260310T120002.000Z");
    }

    @Test
    void aBackupThatIsKilledLeavesTheOneBeforeWhole() throws Exception {
        server.close();
        make(NOW);
        server.file("new.bin", "x".repeat(100_000));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        server.config().toString(),
                        to.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Victim.KILLED);
        assertThat(parts()).isNotEmpty();
        assertThat(Restore.list(place())).containsExactly("20260310T120000.000Z");
        assertThat(Restore.check(place(), "").files()).isPositive();
        make(NOW.plusSeconds(9));
        assertThat(parts()).isEmpty();
        assertThat(Restore.check(place(), "").id()).isEqualTo("20260310T120009.000Z");
    }

    /// Halts as it stores something, without closing anything.
    static final class Victim {
        static final int KILLED = 42;

        private Victim() {}

        public static void main(String[] args) throws IOException {
            Store store = Store.writing(new Place.Folder(Path.of(args[1])), Path.of(args[0]));
            store.put(Files.newInputStream(Path.of(args[0], "new.bin")));
            var _ = store.put(new java.io.InputStream() {
                @Override
                public int read() {
                    Runtime.getRuntime().halt(KILLED);
                    return 0;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    return read();
                }
            });
        }
    }

    @Test
    void damageIsFoundAndNothingIsRestoredFromIt() throws Exception {
        server.close();
        make(NOW);
        Path largest = objects().stream()
                .max(java.util.Comparator.comparingLong(path -> path.toFile().length()))
                .orElseThrow();
        byte[] sound = Files.readAllBytes(largest);
        // Of what was compressed: a bit of a compressed byte may well mean the same contents.
        byte[] contents = new ZstdInputStream(new ByteArrayInputStream(sound)).readAllBytes();
        contents[contents.length / 2] ^= 1;
        for (byte[] damaged : List.of(Arrays.copyOf(sound, sound.length / 2), Zstd.compress(contents))) {
            Files.write(largest, damaged);
            TestServer.Outcome check = TestServer.run("restore", to.toString(), "--check");
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(check.out()).contains(largest.getFileName().toString().replace(".zst", ""));
        }
        Path data = folder.resolve("again/data");
        Path config = folder.resolve("again/config");
        TestServer.Outcome restored =
                TestServer.run("restore", to.toString(), "--data", data.toString(), "--config", config.toString());
        assertThat(restored.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("again")).isEmptyDirectory();
    }

    @Test
    void aFileOfTheLakeThatWasChangedStopsTheBackup() throws Exception {
        server.close();
        try (Stream<Path> all = Files.walk(server.data().resolve("lake"))) {
            Path file = all.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        assertThatThrownBy(() -> make(NOW)).hasMessageContaining("is not what was written");
    }

    @Test
    void whatCannotBeIsRefusedWithTheReason() throws Exception {
        assertThat(TestServer.run("backup", "--url", server.api()).err())
                .contains("say where to: the configuration has no `backup`");
        assertThat(TestServer.run("backup", server.data().resolve("x").toString(), "--url", server.api())
                        .err())
                .contains("would be lost with it");
        assertThat(TestServer.run("restore", to.toString(), "--check").err()).contains("there is no backup in");
        server.close();
        make(NOW);
        assertThat(TestServer.run(
                                "restore",
                                to.toString(),
                                "--data",
                                server.data().toString(),
                                "--config",
                                folder.resolve("c").toString())
                        .err())
                .contains("is not an empty folder");
        assertThat(TestServer.run("restore", to.toString(), "--check", "--at", "x")
                        .err())
                .contains("there is no backup `x`");
        try (Store _ = Store.writing(place(), folder)) {
            assertThatThrownBy(() -> make(NOW)).hasMessageContaining("another backup is at work");
        }
    }

    @Test
    void aServerMakesThoseThatAreDueAndNoOther() throws Exception {
        server.close();
        var clock = new Instant[] {NOW};
        var plan = new BackupPlan("backup", place(), Duration.ofHours(1), 2, Duration.ZERO, Scope.ALL);
        try (Lake lake = Lake.in(server.data().resolve("lake"), Lake.Settings.DEFAULT)) {
            lake.open();
            var source = new Backup.Source(server.config(), server.data(), lake, null);
            var backups = new Backups(source, () -> List.of(plan), () -> clock[0]);
            for (long minutes : new long[] {0, 59, 60, 61, 121}) {
                clock[0] = NOW.plus(Duration.ofMinutes(minutes));
                backups.makeThoseDue();
            }
        }
        assertThat(Restore.list(place())).containsExactly("20260310T130000.000Z", "20260310T140100.000Z");
    }

    @Test
    void settingsThatCannotBeAreTold() {
        server.file("server.yaml", "backup: {to: 'ftp://bucket/x', every: 3s, keep: -1}\n");
        assertThat(TestServer.run(
                                "check",
                                "--config",
                                server.config().toString(),
                                "--data",
                                server.data().toString())
                        .out())
                .contains("which is neither a folder nor a bucket", "must be at least 1m, is 3s", "`keep`");
    }

    private void sendNext(AtomicInteger number) {
        try {
            if (server.trySend(number.get()) == 200) {
                number.incrementAndGet();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Place place() {
        return new Place.Folder(to);
    }

    private Backups.Made make(Instant now) {
        return make(now, 0);
    }

    private Backups.Made make(Instant now, int keep) {
        return Backups.ofFolder(server.config(), server.data(), place(), keep, now);
    }

    private static List<String> names(TestServer server) throws Exception {
        TestServer.Outcome found = TestServer.run(
                "search", "index=all | table name", "--output", "csv", "--max-rows", "100000", "--url", server.api());
        assertThat(found.exitCode()).as(found.err()).isZero();
        return found.out().lines().skip(1).map(String::strip).toList();
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> all = Files.walk(to.resolve("objects"))) {
            return all.filter(path -> path.toString().endsWith(".zst")).toList();
        }
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> all = Files.walk(to)) {
            return all.filter(path -> path.toString().endsWith(".part")).toList();
        }
    }
}
