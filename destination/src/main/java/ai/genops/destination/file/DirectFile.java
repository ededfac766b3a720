package ai.genops.destination.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file whose large writes go past the system's page cache, where the file system lets them: what is synced right
/// away need not be copied there first, which takes three times the CPU, and does not drive out what others read.
/// Whole blocks go past it, what is left of a write through it. One thread at a time.
final class DirectFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DirectFile.class);
    /// Each write past the cache waits for the disk.
    private static final int DIRECT_BYTES = 1 << 20;
    /// Small enough to stay in a core's cache between being filled and being written.
    private static final int CACHED_BYTES = 1 << 17;

    private static final int NONE = 1;
    private static final @Nullable OpenOption DIRECT = direct();

    private final FileChannel cached;
    private final ByteBuffer chunk;
    private final int block;
    private @Nullable FileChannel direct;

    DirectFile(FileChannel cached, @Nullable FileChannel direct, ByteBuffer chunk, int block) {
        this.cached = cached;
        this.direct = direct;
        this.chunk = chunk;
        this.block = block;
    }

    /// By name: the JDK exports it from `jdk.unsupported`, which not every runtime has.
    private static @Nullable OpenOption direct() {
        try {
            return Stream.of(
                            Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst()
                    .orElse(null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /// Memory for the writes of one file after another.
    static ByteBuffer buffer(Path folder) throws IOException {
        int block = block(folder);
        return ByteBuffer.allocateDirect(DIRECT_BYTES + block - 1).alignedSlice(block);
    }

    /// Opens a file, which is made if there is none.
    ///
    /// @param buffer from [#buffer], used by nobody else meanwhile
    static DirectFile open(Path path, ByteBuffer buffer) throws IOException {
        FileChannel cached = FileChannel.open(path, CREATE, READ, WRITE);
        int block = block(path);
        return new DirectFile(cached, block == NONE ? null : openDirect(path), buffer, block);
    }

    /// What writes past the cache are multiples of, in place, length and memory.
    private static int block(Path path) throws IOException {
        long size = Files.getFileStore(path).getBlockSize();
        return size > 0 && DIRECT_BYTES % size == 0 ? (int) size : NONE;
    }

    /// Null on a file system that has only the page cache, as one in memory.
    private static @Nullable FileChannel openDirect(Path path) {
        try {
            return DIRECT == null ? null : FileChannel.open(path, WRITE, DIRECT);
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("{} is written through the page cache: {}", path, e.toString());
            return null;
        }
    }

    /// For everything but writing.
    FileChannel channel() {
        return cached;
    }

    /// Writes all that remains of a buffer; returns where it ends. It is on the disk after [FileChannel#force].
    long write(ByteBuffer body, long at) throws IOException {
        long from = at;
        if (direct != null && body.remaining() >= CACHED_BYTES) {
            from = writeBlocks(direct, body, at);
        }
        while (body.hasRemaining()) {
            chunk.clear().put(next(body, CACHED_BYTES)).flip();
            int size = chunk.remaining();
            writeChunk(cached, from);
            body.position(body.position() + size);
            from += size;
        }
        return from;
    }

    /// Writes whole blocks, the first with what stands in the file before `at`; returns where they end. What cannot be
    /// written so is left to the page cache: if the disk is at fault, that says so.
    private long writeBlocks(FileChannel direct, ByteBuffer body, long at) throws IOException {
        long from = at - at % block;
        readChunk(from, (int) (at - from));
        try {
            for (int held = chunk.position(); held + body.remaining() >= block; held = 0) {
                int whole = (held + body.remaining()) / block * block;
                ByteBuffer part = next(body, Math.min(whole, DIRECT_BYTES) - held);
                int size = part.remaining();
                chunk.limit(held + size).position(held).put(part).flip();
                int written = chunk.remaining();
                writeChunk(direct, from);
                body.position(body.position() + size);
                from += written;
                chunk.clear();
            }
            return from;
        } catch (IOException e) {
            log.debug("a write past the page cache failed, the next go through it: {}", e.toString());
            direct.close();
            this.direct = null;
            return Math.max(from, at);
        }
    }

    private void readChunk(long from, int size) throws IOException {
        chunk.clear().limit(size);
        while (chunk.hasRemaining() && cached.read(chunk, from + chunk.position()) >= 0) {}
        if (chunk.hasRemaining()) {
            throw new IOException("the file was cut while it was written");
        }
        chunk.limit(chunk.capacity());
    }

    private static ByteBuffer next(ByteBuffer body, int size) {
        return body.slice(body.position(), Math.min(size, body.remaining()));
    }

    private void writeChunk(FileChannel to, long at) throws IOException {
        while (chunk.hasRemaining()) {
            to.write(chunk, at + chunk.position());
        }
    }

    @Override
    public void close() throws IOException {
        try (cached) {
            if (direct != null) {
                direct.close();
            }
        }
    }
}
