package ai.genops.lake;

import ai.genops.lake.ThriftStruct.Elements;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/// Reads structures of Thrift's compact protocol.
final class ThriftReader {
    private static final int LONG_LIST = 15;
    private static final int DOUBLE_BYTES = 8;

    private ThriftReader() {}

    /// The structure that begins where the buffer stands, which then stands behind it.
    ///
    /// @throws IllegalArgumentException if there is something that Parquet does not use
    /// @throws java.nio.BufferUnderflowException if it ends too early
    static ThriftStruct struct(ByteBuffer in) {
        var struct = new ThriftStruct();
        int id = 0;
        for (int head = in.get() & 0xff; head != 0; head = in.get() & 0xff) {
            int type = head & 0xf;
            id = head >> 4 == 0 ? (int) signed(in) : id + (head >> 4);
            boolean flag = type == ThriftStruct.TRUE || type == ThriftStruct.FALSE;
            struct.put(id, type, flag ? (Object) (long) type : value(type, in));
        }
        return struct;
    }

    private static Object value(int type, ByteBuffer in) {
        return switch (type) {
            case ThriftStruct.TRUE, ThriftStruct.FALSE, ThriftStruct.BYTE -> (long) in.get();
            case ThriftStruct.SHORT, ThriftStruct.INT, ThriftStruct.LONG -> signed(in);
            case ThriftStruct.DOUBLE -> bytes(DOUBLE_BYTES, in);
            case ThriftStruct.BINARY -> bytes((int) unsigned(in), in);
            case ThriftStruct.LIST -> elements(in);
            case ThriftStruct.STRUCT -> struct(in);
            default -> throw new IllegalArgumentException("the file has a structure of the unknown type " + type);
        };
    }

    private static Elements elements(ByteBuffer in) {
        int head = in.get() & 0xff;
        long size = head >> 4 == LONG_LIST ? unsigned(in) : head >> 4;
        var elements = new Elements(head & 0xf, new ArrayList<>());
        for (long i = 0; i < size; i++) {
            elements.values().add(value(elements.type(), in));
        }
        return elements;
    }

    private static byte[] bytes(int length, ByteBuffer in) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "a structure of the file has " + length + " bytes, and " + in.remaining() + " are left");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static long signed(ByteBuffer in) {
        long zigzag = unsigned(in);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private static long unsigned(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of the file has more than 64 bits");
    }
}
