package ai.genops.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Budgets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/// What an application links to before it adds anything: these two jars and OpenTelemetry.
class CoreSizeTest {
    private static final long MOST_BYTES = 300_000;

    @Test
    void theCoreHasAtMost300KilobytesWithoutOpenTelemetry() throws Exception {
        long sdk = size(GenOps.class);
        long governance = size(Budgets.class);
        assertThat(sdk + governance)
                .as("bytes of genops-sdk (%d) and genops-governance (%d)", sdk, governance)
                .isBetween(MOST_BYTES / 2, MOST_BYTES);
    }

    /// Of the jar it is in, or, where the build has made none yet, of the one that its classes make.
    private static long size(Class<?> type) throws Exception {
        Path place =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Files.isRegularFile(place) ? Files.size(place) : packed(place);
    }

    /// An entry has two headers, of 30 and 46 bytes with its name, and its deflated bytes; the end has 22 (PKWARE's
    /// APPNOTE, 4.3). Made by hand, as the streams of the JDK add what Maven's archiver leaves out.
    private static long packed(Path classes) throws IOException {
        long bytes = 22;
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.toList()) {
                bytes += 30 + 46 + 2L * classes.relativize(file).toString().length();
                bytes += Files.isDirectory(file) ? 0 : deflated(Files.readAllBytes(file));
            }
        }
        return bytes;
    }

    private static long deflated(byte[] content) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            while (!deflater.finished()) {
                deflater.deflate(new byte[8192]);
            }
            return deflater.getBytesWritten();
        }
    }
}
