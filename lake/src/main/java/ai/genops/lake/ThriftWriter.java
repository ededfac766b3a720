package ai.genops.lake;

import ai.genops.lake.ThriftStruct.Elements;
import java.io.ByteArrayOutputStream;

/// Writes structures of Thrift's compact protocol.
final class ThriftWriter {
    private static final int LONG_LIST = 15;

    private ThriftWriter() {}

    static byte[] bytes(ThriftStruct struct) {
        var out = new ByteArrayOutputStream();
        struct(struct, out);
        return out.toByteArray();
    }

    private static void struct(ThriftStruct struct, ByteArrayOutputStream out) {
        int last = 0;
        for (var entry : struct.fields().entrySet()) {
            int id = entry.getKey();
            ThriftStruct.Field field = entry.getValue();
            if (id > last && id - last <= LONG_LIST) {
                out.write((id - last) << 4 | field.type());
            } else {
                out.write(field.type());
                signed(id, out);
            }
            if (field.type() != ThriftStruct.TRUE && field.type() != ThriftStruct.FALSE) {
                value(field.type(), field.value(), out);
            }
            last = id;
        }
        out.write(0);
    }

    private static void value(int type, Object value, ByteArrayOutputStream out) {
        switch (value) {
            case Long number -> number(type, number, out);
            case byte[] bytes -> {
                if (type == ThriftStruct.BINARY) {
                    unsigned(bytes.length, out);
                }
                out.writeBytes(bytes);
            }
            case Elements elements -> elements(elements, out);
            case ThriftStruct struct -> struct(struct, out);
            default -> throw new IllegalArgumentException("no value of a structure: " + value.getClass());
        }
    }

    private static void number(int type, long number, ByteArrayOutputStream out) {
        switch (type) {
            case ThriftStruct.SHORT, ThriftStruct.INT, ThriftStruct.LONG -> signed(number, out);
            default -> out.write((int) number);
        }
    }

    private static void elements(Elements elements, ByteArrayOutputStream out) {
        int size = elements.values().size();
        out.write(Math.min(size, LONG_LIST) << 4 | elements.type());
        if (size >= LONG_LIST) {
            unsigned(size, out);
        }
        elements.values().forEach(value -> value(elements.type(), value, out));
    }

    private static void signed(long value, ByteArrayOutputStream out) {
        unsigned((value << 1) ^ (value >> (Long.SIZE - 1)), out);
    }

    private static void unsigned(long value, ByteArrayOutputStream out) {
        long left = value;
        for (; (left & ~0x7fL) != 0; left >>>= 7) {
            out.write((int) (left & 0x7f) | 0x80);
        }
        out.write((int) left);
    }
}
