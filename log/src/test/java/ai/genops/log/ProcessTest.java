package ai.genops.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With real processes: one that is killed, and two that want the same directory.
@Timeout(60)
class ProcessTest {
    @TempDir
    Path directory;

    /// Appends until it is killed, from four threads, and says what was acknowledged.
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            var log = Log.open(Path.of(arguments[0]), Fixture.config(100), Fixture.CLOCK);
            var ids = new AtomicLong(Long.parseLong(arguments[1]));
            for (int i = 0; i < 4; i++) {
                Thread.ofPlatform().start(() -> {
                    while (true) {
                        long id = ids.getAndIncrement();
                        long sequence = log.append(Fixture.payload(id)).join();
                        System.out.println(sequence + " " + id + " acknowledged");
                    }
                });
            }
        }
    }

    private Process start(long firstId) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString(),
                        Long.toString(firstId))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Reads acknowledgements until there are `count`, kills the process, and reads what it still said.
    private static void killAfter(Process child, int count, Map<Long, Long> acknowledged) throws Exception {
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            int seen = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var words = line.split(" ", -1);
                // The last line may be cut.
                if (words.length == 3 && words[2].equals("acknowledged")) {
                    acknowledged.put(Long.valueOf(words[0]), Long.valueOf(words[1]));
                }
                if (++seen == count) {
                    // By its handle: the process's own method would close the stream we still read.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void killedProcessLosesNothingAcknowledged() throws Exception {
        var acknowledged = new HashMap<Long, Long>();
        for (int life = 0; life < 3; life++) {
            killAfter(start(life * 100_000L), 150 + 70 * life, acknowledged);
        }
        try (var log = Log.open(directory, Fixture.config(100), Fixture.CLOCK)) {
            var content = Fixture.read(log, 0);
            assertThat(content.gaps()).isEmpty();
            assertThat(content.ids()).doesNotHaveDuplicates();
            assertThat(acknowledged)
                    .hasSizeGreaterThan(400)
                    .allSatisfy((sequence, id) ->
                            assertThat(content.ids().get((int) (long) sequence)).isEqualTo(id));
        }
    }

    @Test
    void secondProcessIsToldWhoHasTheDirectory() throws Exception {
        var child = start(0);
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            lines.readLine();
            assertThatThrownBy(() -> Log.open(directory, Fixture.config(100), Fixture.CLOCK))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("the log in " + directory, "in use by process " + child.pid());
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void secondLogInOneProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        try (var log = Fixture.open(directory)) {
            assertThatThrownBy(() -> Fixture.open(directory))
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
            var child = start(0);
            assertThat(child.waitFor()).isNotZero();
            Fixture.append(log, 0);
        }
        Fixture.open(directory).close();
    }
}
