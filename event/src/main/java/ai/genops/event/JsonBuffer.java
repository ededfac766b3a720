package ai.genops.event;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A growing buffer of UTF-8 JSON text. Reused by [#clear]; one thread at a time. It writes what it is told:
/// commas and braces are the caller's.
public final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /// 0: as it is; 'u': a \\u escape; else the letter after the backslash.
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes;
    private int size;

    public JsonBuffer(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /// Forgets what was written after the first `size` bytes.
    public void truncate(int size) {
        this.size = size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// A view of what is written, valid until the next write.
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size).asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    public JsonBuffer raw(int character) {
        room(1);
        bytes[size++] = (byte) character;
        return this;
    }

    public JsonBuffer raw(byte[] text) {
        return raw(text, 0, text.length);
    }

    public JsonBuffer raw(byte[] text, int offset, int length) {
        room(length);
        System.arraycopy(text, offset, bytes, size, length);
        size += length;
        return this;
    }

    /// Writes ASCII text as it is, without quotes.
    public JsonBuffer ascii(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
        return this;
    }

    /// Writes a string, quoted and escaped. Half a surrogate pair becomes `?`.
    public JsonBuffer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    /// Writes a string that stands in `utf8`, quoted and escaped.
    public JsonBuffer text(byte[] utf8, int offset, int length) {
        room(length * 6 + 2);
        bytes[size++] = '"';
        escaped(utf8, offset, length);
        bytes[size++] = '"';
        return this;
    }

    /// Writes the inside of a string: escaped, without quotes.
    public JsonBuffer insideText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(utf8.length * 6);
        escaped(utf8, 0, utf8.length);
        return this;
    }

    public JsonBuffer number(long value) {
        if (value < 0) {
            return value == Long.MIN_VALUE ? ascii(Long.toString(value)) : raw('-').number(-value);
        }
        room(20);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /// Writes a number as JavaScript would; null for what JSON has no number for. Most numbers have six decimals or
    /// fewer and at most 15 digits: those are written as they are, every such decimal being a double of its own.
    public JsonBuffer number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return ascii("null");
        }
        long micros = (long) (value * 1e6 + Math.copySign(0.5, value));
        if (micros / 1e6 == value && micros != 0 && Math.abs(micros) < 1_000_000_000_000_000L) {
            return micros(micros);
        }
        return ascii(Numbers.text(value));
    }

    public JsonBuffer bool(boolean value) {
        return ascii(value ? "true" : "false");
    }

    /// Writes 16 or 32 lower-case hex digits, quoted.
    public JsonBuffer id(long high, long low, boolean isLong) {
        raw('"');
        if (isLong) {
            hex(high);
        }
        hex(low);
        return raw('"');
    }

    /// Writes any value an event can hold.
    public JsonBuffer value(@Nullable Object value) {
        return switch (value) {
            case null -> ascii("null");
            case String text -> text(text);
            case Long number -> number(number.longValue());
            case Integer number -> number(number.longValue());
            case BigDecimal number -> ascii(number.toPlainString());
            case Number number -> number(number.doubleValue());
            case Boolean flag -> bool(flag);
            case byte[] binary -> text(Base64.getEncoder().encodeToString(binary));
            case List<?> list -> list(list);
            case Map<?, ?> map -> map(map);
            default -> text(value.toString());
        };
    }

    private JsonBuffer list(List<?> list) {
        raw('[');
        for (int i = 0; i < list.size(); i++) {
            (i > 0 ? raw(',') : this).value(list.get(i));
        }
        return raw(']');
    }

    private JsonBuffer map(Map<?, ?> map) {
        raw('{');
        boolean first = true;
        for (var entry : map.entrySet()) {
            (first ? this : raw(','))
                    .text(String.valueOf(entry.getKey()))
                    .raw(':')
                    .value(entry.getValue());
            first = false;
        }
        return raw('}');
    }

    /// Millionths as a plain decimal without trailing zeros.
    private JsonBuffer micros(long micros) {
        if (micros < 0) {
            raw('-');
            micros = -micros;
        }
        number(micros / 1_000_000);
        long fraction = micros % 1_000_000;
        if (fraction == 0) {
            return this;
        }
        room(7);
        bytes[size++] = '.';
        for (long unit = 100_000; fraction > 0; unit /= 10) {
            bytes[size++] = (byte) ('0' + fraction / unit);
            fraction %= unit;
        }
        return this;
    }

    private void hex(long value) {
        room(16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(int) (value >>> shift) & 15];
        }
    }

    private void escaped(byte[] utf8, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            byte next = utf8[i];
            if (next >= 0 && ESCAPES[next] != 0) {
                copy(utf8, start, i);
                escape(next);
                start = i + 1;
            }
        }
        copy(utf8, start, end);
    }

    private void copy(byte[] utf8, int from, int to) {
        System.arraycopy(utf8, from, bytes, size, to - from);
        size += to - from;
    }

    private void escape(byte character) {
        bytes[size++] = '\\';
        byte letter = ESCAPES[character];
        bytes[size++] = letter;
        if (letter == 'u') {
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[character >> 4];
            bytes[size++] = HEX[character & 15];
        }
    }

    private void room(int length) {
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
        Arrays.fill(escapes, 0, 32, (byte) 'u');
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }
}
