package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Walks the frames of one segment file from front to back, past whatever is damaged. Recovery and readers use the
/// same walk, so they agree on what is readable. Not thread-safe; owns the file.
///
/// It reads ahead into a buffer of its own instead of mapping the file: a segment may be recycled under a reader, and
/// what was checked must stay what is handed out.
final class FrameWalk implements AutoCloseable {
    private static final int READ_AHEAD = 256 << 10;
    private static final int PIECE = 4096;

    private final Disk.File file;
    private final int patience;
    private final Frame.Codec codec;
    private final CRC32C crc = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(READ_AHEAD).limit(0);
    private long bufferStart;
    private long position;
    private int failures;
    private long unreadableTo;

    /// @param patience how many times in a row a read may fail, and be left to the caller to try again, before what
    ///     cannot be read is taken for damaged
    FrameWalk(Disk.File file, long number, long position, int patience) {
        this.file = file;
        this.patience = patience;
        this.codec = new Frame.Codec(number);
        this.position = position;
    }

    sealed interface Step {
        /// A frame whose header and stored bytes are as written; these are a view until the next step.
        record Good(long offset, Frame frame, ByteBuffer stored) implements Step {}

        /// Bytes that hold no valid frame, followed by a frame, or by the end if that frame's header is good but its
        /// payload is not (`frame`).
        record Bad(long offset, long bytes, @Nullable Frame frame) implements Step {}

        /// What stood here was never acknowledged.
        record Hole(long offset, Frame frame) implements Step {}
    }

    /// Where the next step starts.
    long position() {
        return position;
    }

    /// Where the last bytes end that could not be read, and then count as zeros; 0 if all could.
    long unreadableTo() {
        return unreadableTo;
    }

    /// The next step before `limit`; null if no frame header is left there, which does not move the position.
    @Nullable
    Step next(long limit) throws IOException {
        long start = position;
        for (long at = start; has(at, Frame.HEADER_BYTES, limit); at += Frame.ALIGNMENT) {
            var frame = codec.decode(buffer, (int) (at - bufferStart), at);
            if (frame != null) {
                return step(start, at, frame, limit);
            }
        }
        return null;
    }

    private Step step(long start, long at, Frame frame, long limit) throws IOException {
        if (start < at) {
            position = at;
            return new Step.Bad(start, at - start, null);
        }
        position = Math.min(at + frame.bytes(), limit);
        if (frame.isHole()) {
            return new Step.Hole(at, frame);
        }
        var payload = payload(at, frame, limit);
        return payload == null ? new Step.Bad(at, position - at, frame) : new Step.Good(at, frame, payload);
    }

    private @Nullable ByteBuffer payload(long at, Frame frame, long limit) throws IOException {
        if (!has(at, Frame.HEADER_BYTES + frame.length(), limit)) {
            return null;
        }
        var payload = buffer.slice((int) (at - bufferStart) + Frame.HEADER_BYTES, frame.length());
        crc.reset();
        crc.update(payload);
        return (int) crc.getValue() == frame.payloadCrc() ? payload.rewind().asReadOnlyBuffer() : null;
    }

    /// Whether the bytes are there; if so they are in the buffer.
    private boolean has(long at, long bytes, long limit) throws IOException {
        if (at + bytes > limit) {
            return false;
        }
        if (at < bufferStart || at + bytes > bufferStart + buffer.limit()) {
            fill(at, bytes, limit);
        }
        return at + bytes <= bufferStart + buffer.limit();
    }

    private void fill(long at, long bytes, long limit) throws IOException {
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocateDirect((int) (bytes + READ_AHEAD));
        }
        // Never past the limit: what is not fsynced yet would be kept here as it was halfway through its write.
        var target = buffer.duplicate().clear().limit((int) Math.min(buffer.capacity(), limit - at));
        buffer.limit(0);
        bufferStart = at;
        try {
            file.read(target, at);
            failures = 0;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (++failures <= patience) {
                throw e;
            }
            readAround(target.position(0), at, e);
        }
        buffer.limit(target.position());
    }

    /// Reads page by page, with zeros for those that cannot be read. If none can, it may be the disk that is gone, and
    /// not a few sectors of it: then the file's first page decides.
    private void readAround(ByteBuffer target, long at, IOException cause) throws IOException {
        int end = target.limit();
        int failed = 0;
        int pages = 0;
        while (target.position() < end) {
            int start = target.position();
            int length = (int) Math.min(end - start, PIECE - (at + start) % PIECE);
            pages++;
            try {
                file.read(target.limit(start + length), at + start);
            } catch (IOException e) {
                failed++;
                unreadableTo = Math.max(unreadableTo, at + start + length);
                target.put(start, new byte[length]).position(start + length);
            }
            if (target.position() < start + length) {
                break;
            }
        }
        if (failed == pages && !firstPageReadable()) {
            throw cause;
        }
    }

    private boolean firstPageReadable() {
        try {
            file.read(ByteBuffer.allocate(PIECE), 0);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
