package ai.genops.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.budget.Budgets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
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

    private static long packed(Path classes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.sorted().toList();
        }
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes)) {
            for (Path file : files) {
                boolean isFolder = Files.isDirectory(file);
                jar.putNextEntry(new ZipEntry(classes.relativize(file) + (isFolder ? "/" : "")));
                if (!isFolder) {
                    Files.copy(file, jar);
                }
                jar.closeEntry();
            }
        }
        return bytes.size();
    }
}
