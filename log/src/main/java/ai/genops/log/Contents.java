package ai.genops.log;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Turns what is stored in the frames of one segment into payloads: decrypts, then unpacks. Not thread-safe; a payload
/// is valid until the next call.
final class Contents implements AutoCloseable {
    private final FrameCipher.@Nullable Opener opener;
    private final Unpacker unpacker = new Unpacker();
    private Bytes copy = Bytes.NONE;

    Contents(@Nullable KeyRing keys, long segment) {
        this.opener = keys == null ? null : new FrameCipher.Opener(keys, segment);
    }

    /// The payload of a frame whose CRC is right; null if it is not what was appended.
    @Nullable
    ByteBuffer payload(FrameWalk.Step.Good good) {
        var frame = good.frame();
        if (frame.isPlain()) {
            return good.stored();
        }
        copy = copy.grown(frame.length());
        good.stored().get(0, copy.array(), 0, frame.length());
        var bytes = frame.isEncrypted() ? open(copy, good) : copy;
        if (bytes != null && frame.compression() != Compression.NONE.code()) {
            bytes = unpacker.unpack(frame.compression(), bytes);
        }
        return bytes == null ? null : bytes.view().asReadOnlyBuffer();
    }

    private @Nullable Bytes open(Bytes stored, FrameWalk.Step.Good good) {
        return opener == null ? null : opener.open(stored, good.frame(), good.offset());
    }

    @Override
    public void close() {
        unpacker.close();
    }
}
