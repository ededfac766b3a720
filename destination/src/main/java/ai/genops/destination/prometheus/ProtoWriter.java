package ai.genops.destination.prometheus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes protobuf's wire format, as far as remote write needs it. Zeros are left out, as proto3 does.
final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    ProtoWriter number(int field, long value) {
        if (value != 0) {
            varint(((long) field << 3) | VARINT);
            varint(value);
        }
        return this;
    }

    ProtoWriter real(int field, double value) {
        long bits = Double.doubleToRawLongBits(value);
        if (bits != 0) {
            varint(((long) field << 3) | FIXED64);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                out.write((int) (bits >>> shift));
            }
        }
        return this;
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter message) {
        return bytes(field, message.toBytes());
    }

    ProtoWriter packed(int field, Iterable<Integer> values) {
        var inside = new ProtoWriter();
        values.forEach(value -> inside.varint(value));
        return message(field, inside);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private ProtoWriter bytes(int field, byte[] value) {
        varint(((long) field << 3) | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            out.write((int) ((rest & 0x7F) | 0x80));
        }
        out.write((int) rest);
    }
}
