package ai.genops.destination.otlp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The fields of a protobuf message, one after the other. Of bytes that are no such message it throws
/// [MalformedException].
final class ProtoFields {
    private final ByteBuffer rest;
    private int field;
    private long number;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    ProtoFields(ByteBuffer message) {
        rest = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        MalformedException(@Nullable Throwable cause) {
            super("not protobuf", cause);
        }
    }

    /// Goes on to the next field; false at the end.
    boolean next() {
        if (!rest.hasRemaining()) {
            return false;
        }
        try {
            long tag = varint();
            field = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case 0 -> number = varint();
                case 1 -> number = rest.getLong();
                case 2 -> bytes = slice((int) varint());
                case 5 -> number = rest.getInt();
                default -> throw new MalformedException(null);
            }
            return true;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new MalformedException(e);
        }
    }

    int field() {
        return field;
    }

    long number() {
        return number;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private ByteBuffer slice(int length) {
        ByteBuffer slice = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        return slice;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = rest.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException(null);
    }
}
