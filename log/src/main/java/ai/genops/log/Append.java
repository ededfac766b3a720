package ai.genops.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

/// A record on its way into the log. It is compressed, and its CRC taken, in the thread that brings it, where the bytes
/// are still warm and several threads share the work. (It is encrypted when its place and sequence are known.)
///
/// @param parts views of the caller's buffers, with positions of their own, or the compressed bytes
/// @param bytes what is stored, before encryption
/// @param flags the frame's, as far as they are known
record Append(List<ByteBuffer> parts, int bytes, int crc, int flags, CompletableFuture<Long> done) {
    static Append of(ByteBuffer[] given, int bytes, Packer packer) {
        var packed = packer.pack(given, bytes);
        return packed == null
                ? of(given, bytes, Compression.NONE.code())
                : of(new ByteBuffer[] {packed}, packed.remaining(), packer.code());
    }

    private static Append of(ByteBuffer[] given, int bytes, int flags) {
        var crc = new CRC32C();
        var parts = new ByteBuffer[given.length];
        for (int i = 0; i < given.length; i++) {
            crc.update(given[i].duplicate());
            parts[i] = given[i].duplicate();
        }
        return new Append(Arrays.asList(parts), bytes, (int) crc.getValue(), flags, new CompletableFuture<>());
    }

    static long bytes(ByteBuffer[] parts) {
        long bytes = 0;
        for (var part : parts) {
            bytes += part.remaining();
        }
        return bytes;
    }
}
