package ai.genops.destination.otlp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes protobuf fields into a growing array. A nested message is moved when its length is known. Reused by
/// [#clear]; one thread at a time.
final class ProtoBuffer {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private byte[] bytes;
    private int size;

    ProtoBuffer(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    void clear() {
        size = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    void varint(int field, long value) {
        tag(field, VARINT);
        varint(value);
    }

    void zigzag(int field, long value) {
        varint(field, value << 1 ^ value >> 63);
    }

    void fixed64(int field, long value) {
        tag(field, FIXED64);
        fixed64(value);
    }

    void fixed32(int field, int value) {
        tag(field, FIXED32);
        room(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void float64(int field, double value) {
        fixed64(field, Double.doubleToRawLongBits(value));
    }

    /// Writes nothing for an empty text, which is what a reader takes an absent one for.
    void text(int field, String text) {
        if (!text.isEmpty()) {
            bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void bytes(int field, byte[] value) {
        bytes(field, ByteBuffer.wrap(value));
    }

    void bytes(int field, ByteBuffer value) {
        int length = value.remaining();
        tag(field, BYTES);
        varint(length);
        room(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    /// Opens a nested message; [#close] wants what this returns.
    int open(int field) {
        tag(field, BYTES);
        return size;
    }

    void close(int opened) {
        int length = size - opened;
        int shift = Math.max(1, (38 - Integer.numberOfLeadingZeros(length)) / 7);
        room(shift);
        System.arraycopy(bytes, opened, bytes, opened + shift, length);
        size = opened;
        varint(length);
        size += length;
    }

    /// A number without a tag, in a packed list.
    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A number without a tag, in a packed list.
    void fixed64(long value) {
        room(8);
        for (int shift = 0; shift < 64; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void room(int length) {
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
    }
}
