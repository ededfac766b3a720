package ai.genops.destination.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectFileTest {
    private static final int MOST = 3 << 20;

    @TempDir
    Path folder;

    private final Random random = new Random(7);

    /// As a destination's file grows: small and large writes, and now and then cut back to where it was before.
    private void grow(DirectFile file, Path path) throws IOException {
        byte[] expected = new byte[0];
        for (int i = 0; i < 40; i++) {
            byte[] more = new byte[random.nextInt(i % 3 == 0 ? 5_000 : MOST)];
            random.nextBytes(more);
            long end = file.write(ByteBuffer.wrap(more), expected.length);
            assertThat(end).isEqualTo(expected.length + more.length);
            int kept = i % 5 == 4 ? expected.length : expected.length + more.length;
            byte[] now = Arrays.copyOf(expected, kept);
            System.arraycopy(more, 0, now, expected.length, kept - expected.length);
            file.channel().truncate(kept);
            file.channel().force(false);
            expected = now;
            assertThat(Files.mismatch(path, written(expected))).isEqualTo(-1);
        }
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("expected"), bytes);
    }

    @Test
    void whatIsWrittenIsThereWhateverTheSizes() throws IOException {
        Path path = folder.resolve("lines");
        try (var file = DirectFile.open(path, DirectFile.buffer(folder))) {
            grow(file, path);
        }
    }

    @Test
    void aFileSystemThatRefusesAfterAllLosesNothing() throws IOException {
        Path path = folder.resolve("lines");
        FileChannel refusing = FileChannel.open(folder.resolve("other"), CREATE, WRITE);
        refusing.close();
        FileChannel cached = FileChannel.open(path, CREATE, READ, WRITE);
        try (var file = new DirectFile(cached, refusing, DirectFile.buffer(folder), 4096)) {
            grow(file, path);
        }
    }

    @Test
    void aBufferWithAPositionIsWrittenFromThere() throws IOException {
        Path path = folder.resolve("lines");
        byte[] bytes = new byte[MOST];
        random.nextBytes(bytes);
        ByteBuffer body = ByteBuffer.wrap(bytes, 100, MOST - 1_000);
        try (var file = DirectFile.open(path, DirectFile.buffer(folder))) {
            assertThat(file.write(body, 0)).isEqualTo(MOST - 1_000);
        }
        assertThat(body.hasRemaining()).isFalse();
        assertThat(Files.readAllBytes(path)).isEqualTo(Arrays.copyOfRange(bytes, 100, MOST - 900));
    }
}
