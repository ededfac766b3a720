package ai.genops.pipeline.lookup.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// Opens a file, unpacked if it is gzip or Zstandard, which its first bytes tell.
public final class Unpacking {
    private static final int BUFFER_BYTES = 1 << 16;

    private Unpacking() {}

    /// The content, unpacked.
    ///
    /// @throws IOException while reading, too, when more than `maxBytes` come out
    public static InputStream open(Path file, long maxBytes) throws IOException {
        InputStream packed = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            packed.mark(4);
            byte[] magic = Arrays.copyOf(packed.readNBytes(4), 4);
            packed.reset();
            return new Bounded(unpacked(packed, magic), maxBytes);
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream packed, byte[] magic) throws IOException {
        if (magic[0] == 0x1F && magic[1] == (byte) 0x8B) {
            return new GZIPInputStream(packed, BUFFER_BYTES);
        }
        boolean zstd = magic[0] == 0x28 && magic[1] == (byte) 0xB5 && magic[2] == 0x2F && magic[3] == (byte) 0xFD;
        return zstd ? new ZstdInputStream(packed) : packed;
    }

    private static final class Bounded extends InputStream {
        private final InputStream in;
        private final long most;
        private long read;

        Bounded(InputStream in, long most) {
            this.in = in;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            read += Math.max(0, count);
            if (read > most) {
                throw new IOException(
                        "it is larger than %,d bytes unpacked, which `max_bytes` permits".formatted(most));
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
