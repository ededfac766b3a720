package ai.genops.log;

import java.nio.ByteBuffer;

/// The first `length` bytes of an array that is used again and again.
final class Bytes {
    static final Bytes NONE = new Bytes(new byte[0], 0);

    private final byte[] array;
    private final int length;

    Bytes(byte[] array, int length) {
        this.array = array;
        this.length = length;
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /// With room for so many bytes; the content is lost.
    Bytes grown(int wanted) {
        return new Bytes(array.length >= wanted ? array : new byte[Math.max(wanted, 2 * array.length)], wanted);
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(array, 0, length);
    }
}
