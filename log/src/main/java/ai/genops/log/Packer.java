package ai.genops.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Compresses payloads, in the threads that bring them: there are many of those, and one that writes. A packed payload
/// is its length (u32) and the compressed bytes. Thread-safe.
final class Packer implements AutoCloseable {
    static final int LENGTH_BYTES = 4;

    /// Nothing that small gains.
    private static final int LEAST_BYTES = 128;

    private static final int ZSTD_LEVEL = 1;
    private static final int MAX_IDLE = 16;

    private final Compression compression;
    /// A context is some hundred KB of native memory: made when threads meet, kept for the next.
    private final ArrayBlockingQueue<ZstdCompressCtx> idle = new ArrayBlockingQueue<>(MAX_IDLE);

    private volatile boolean closed;

    Packer(Compression compression) {
        this.compression = compression;
    }

    int code() {
        return compression.code();
    }

    /// The packed payload; null if it is to be stored as it is.
    @Nullable
    ByteBuffer pack(ByteBuffer[] parts, int bytes) {
        if (compression == Compression.NONE || bytes < LEAST_BYTES) {
            return null;
        }
        var payload = join(parts, bytes);
        var packed = switch (compression) {
            case NONE -> payload;
            case ZSTD -> zstd(payload);
            case GZIP -> gzip(payload);
        };
        return packed.remaining() < bytes ? packed : null;
    }

    private static ByteBuffer join(ByteBuffer[] parts, int bytes) {
        if (parts.length == 1 && parts[0].hasArray()) {
            return parts[0].slice();
        }
        var joined = ByteBuffer.allocate(bytes);
        for (var part : parts) {
            joined.put(part.duplicate());
        }
        return joined.flip();
    }

    private ByteBuffer zstd(ByteBuffer payload) {
        var packed = new byte[LENGTH_BYTES + (int) Zstd.compressBound(payload.remaining())];
        var context = borrow();
        try {
            int length = context.compressByteArray(
                    packed,
                    LENGTH_BYTES,
                    packed.length - LENGTH_BYTES,
                    payload.array(),
                    payload.arrayOffset(),
                    payload.remaining());
            return trimmed(packed, LENGTH_BYTES + length, payload.remaining());
        } finally {
            giveBack(context);
        }
    }

    /// What waits for the disk is counted by its length, so it must not hold on to a larger array.
    private static ByteBuffer trimmed(byte[] packed, int length, int payloadBytes) {
        var exact = length < payloadBytes ? java.util.Arrays.copyOf(packed, length) : packed;
        return ByteBuffer.wrap(exact, 0, length).putInt(0, payloadBytes);
    }

    private ZstdCompressCtx borrow() {
        var context = idle.poll();
        return context == null ? new ZstdCompressCtx().setLevel(ZSTD_LEVEL) : context;
    }

    private void giveBack(ZstdCompressCtx context) {
        if (closed || !idle.offer(context)) {
            context.close();
        }
    }

    private static ByteBuffer gzip(ByteBuffer payload) {
        var bytes = new ByteArrayOutputStream(payload.remaining() / 2);
        bytes.writeBytes(new byte[LENGTH_BYTES]);
        try (var gzip = new Gzip(bytes)) {
            gzip.write(payload.array(), payload.arrayOffset(), payload.remaining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray()).putInt(0, payload.remaining());
    }

    @Override
    public void close() {
        closed = true;
        for (var context = idle.poll(); context != null; context = idle.poll()) {
            context.close();
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
