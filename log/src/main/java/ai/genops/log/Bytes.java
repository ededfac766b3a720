package ai.genops.log;

import java.nio.ByteBuffer;

/// The first `length` bytes of an array that is used again and again.
record Bytes(byte[] array, int length) {
    static final Bytes NONE = new Bytes(new byte[0], 0);

    /// With room for `length` bytes; the content is lost.
    Bytes grown(int length) {
        return new Bytes(array.length >= length ? array : new byte[Math.max(length, 2 * array.length)], length);
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(array, 0, length);
    }
}
