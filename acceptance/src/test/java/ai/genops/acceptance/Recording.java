package ai.genops.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// The recording of a start with which `./genops` starts in half the time. A build for use makes it; a build for tests
/// needs it as soon as it runs commands, which are hundreds.
final class Recording {
    private static final long PATIENCE_SECONDS = 120;

    private Recording() {}

    /// Makes it if it is not there or older than the build. Processes of tests wait for one another.
    static void make(Path home) {
        try (var lock = FileChannel.open(
                        Files.createDirectories(home.resolve("target")).resolve("recording.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            Process recording = new ProcessBuilder(home.resolve("genops").toString(), "record")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("target/record.log").toFile())
                    .start();
            if (!recording.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                recording.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
