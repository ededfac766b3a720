package ai.genops.destination.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    private static final String LIMIT_IN_BLOCKS_OF_512 = "16";

    @TempDir
    Path folder;

    /// The system lets a process write the first few of the lines and then no more, as a disk that runs full does.
    @Test
    @EnabledOnOs(OS.LINUX)
    void linesThatDoNotAllFitAreTakenBack() throws Exception {
        Path file = folder.resolve("lines/file.ndjson");
        Path told = folder.resolve("told");
        var process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f " + LIMIT_IN_BLOCKS_OF_512 + " && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AppendProcess.class.getName(),
                        file.toString())
                .redirectOutput(told.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(told).content().isEqualTo("added 1\nfailed " + AppendProcess.MANY + "\n");
        assertThat(Files.readString(file)).isEqualTo("one\n");
    }
}
