package ai.genops.event;

import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of an event as bytes: its type in one, then what it is. What is none of the types that values have
/// becomes the text that it prints as.
final class ValueBytes {
    private static final byte NULL = 0;
    private static final byte TEXT = 1;
    private static final byte LONG = 2;
    private static final byte DOUBLE = 3;
    private static final byte FALSE = 4;
    private static final byte TRUE = 5;
    private static final byte BYTES = 6;
    private static final byte LIST = 7;
    private static final byte MAP = 8;
    private static final byte DECIMAL = 9;

    private ValueBytes() {}

    static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        switch (value) {
            case null -> out.writeByte(NULL);
            case Long number -> {
                out.writeByte(LONG);
                out.writeLong(number);
            }
            case Integer number -> write(number.longValue(), out);
            case Double number -> {
                out.writeByte(DOUBLE);
                out.writeDouble(number);
            }
            case Boolean flag -> out.writeByte(flag ? TRUE : FALSE);
            case byte[] bytes -> {
                out.writeByte(BYTES);
                bytes(bytes, out);
            }
            case List<?> list -> {
                out.writeByte(LIST);
                out.writeInt(list.size());
                for (Object item : list) {
                    write(item, out);
                }
            }
            case Map<?, ?> map -> {
                out.writeByte(MAP);
                map(map, out);
            }
            case BigDecimal number -> {
                out.writeByte(DECIMAL);
                out.writeInt(number.scale());
                bytes(number.unscaledValue().toByteArray(), out);
            }
            default -> {
                out.writeByte(TEXT);
                text(value.toString(), out);
            }
        }
    }

    private static void map(Map<?, ?> map, DataOutputStream out) throws IOException {
        out.writeInt(map.size());
        for (var entry : map.entrySet()) {
            text(String.valueOf(entry.getKey()), out);
            write(entry.getValue(), out);
        }
    }

    static void text(String text, DataOutputStream out) throws IOException {
        bytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static void bytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static @Nullable Object read(ByteBuffer in) {
        byte type = in.get();
        return switch (type) {
            case NULL -> null;
            case TEXT -> text(in);
            case LONG -> in.getLong();
            case DOUBLE -> in.getDouble();
            case FALSE -> false;
            case TRUE -> true;
            case BYTES -> bytes(in);
            case LIST -> list(in);
            case MAP -> map(in);
            case DECIMAL -> {
                int scale = in.getInt();
                yield new BigDecimal(new BigInteger(bytes(in)), scale);
            }
            default -> throw new IllegalArgumentException("no value has the type " + type);
        };
    }

    static String text(ByteBuffer in) {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    private static List<@Nullable Object> list(ByteBuffer in) {
        int size = in.getInt();
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read(in));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(ByteBuffer in) {
        int size = in.getInt();
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(size);
        for (int i = 0; i < size; i++) {
            map.put(text(in), read(in));
        }
        return map;
    }
}
