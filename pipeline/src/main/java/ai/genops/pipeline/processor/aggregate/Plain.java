package ai.genops.pipeline.processor.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.event.JsonBuffer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Values as they are kept and compared: text, Long, Double, Boolean; null for what is absent. Numbers that print the
/// same are the same: 1.0 is 1. Lists and objects are their JSON.
public final class Plain {
    private static final int JSON_BYTES = 256;

    private Plain() {}

    public static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String _, Long _, Boolean _ -> value;
            case Number number -> number(number.doubleValue());
            default -> new JsonBuffer(JSON_BYTES).value(value).toString();
        };
    }

    private static Object number(double number) {
        long whole = (long) number;
        if (whole == number && Math.abs(number) < 0x1p63) {
            return whole;
        }
        return number;
    }

    /// About how much memory it takes.
    static int bytes(@Nullable Object value) {
        return value instanceof String text ? 56 + 2 * text.length() : 24;
    }

    /// A total order: booleans, numbers by value, texts.
    static int compare(Object a, Object b) {
        if (a instanceof Number left && b instanceof Number right) {
            int order = Double.compare(left.doubleValue(), right.doubleValue());
            return order != 0 || !Double.isFinite(left.doubleValue()) ? order : exactly(left, right);
        }
        if (a instanceof String left && b instanceof String right) {
            return left.compareTo(right);
        }
        return a instanceof Boolean left && b instanceof Boolean right
                ? Boolean.compare(left, right)
                : Integer.compare(rank(a), rank(b));
    }

    private static int exactly(Number left, Number right) {
        return Objects.requireNonNull(Exact.of(left)).compareTo(Objects.requireNonNull(Exact.of(right)));
    }

    private static int rank(Object value) {
        return value instanceof Boolean ? 0 : value instanceof Number ? 1 : 2;
    }

    static void save(@Nullable Object value, DataOutput out) throws IOException {
        switch (value) {
            case null -> out.writeByte('-');
            case Long number -> {
                out.writeByte('l');
                out.writeLong(number);
            }
            case Double number -> {
                out.writeByte('d');
                out.writeDouble(number);
            }
            case Boolean flag -> out.writeByte(flag ? 't' : 'f');
            default -> {
                out.writeByte('s');
                saveBytes(value.toString().getBytes(UTF_8), out);
            }
        }
    }

    static @Nullable Object load(DataInput in) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case '-' -> null;
            case 'l' -> in.readLong();
            case 'd' -> in.readDouble();
            case 't' -> true;
            case 'f' -> false;
            case 's' -> new String(loadBytes(in), UTF_8);
            default -> throw new IOException("a saved value has the unknown type " + type);
        };
    }

    /// A value that is there.
    static Object loadPresent(DataInput in) throws IOException {
        Object value = load(in);
        if (value == null) {
            throw new IOException("a saved value is missing");
        }
        return value;
    }

    static void saveBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] loadBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[count(in)];
        in.readFully(bytes);
        return bytes;
    }

    /// A number of things that follow.
    static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("a saved count is " + count);
        }
        return count;
    }
}
