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
    /// Up to this length the characters of a text are looked at one by one, which costs less than making its bytes.
    private static final int SHORT = 24;

    /// What is copied in steps of eight bytes, or 32 at once, may be written so much beyond its end.
    private static final int SLACK = 32;

    private static final long HUNDRED_MILLION = 100_000_000;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /// 0: as it is; 'u': a \\u escape; else the letter after the backslash.
    private static final byte[] ESCAPES = escapes();

    private static final String[] ZEROS = {"0.", "0.0", "0.00", "0.000", "0.0000", "0.00000"};

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

    /// How many bytes of memory it takes; it does not take less before it is gone.
    public int capacity() {
        return bytes.length;
    }

    /// Forgets what was written after the first `size` bytes.
    public void truncate(int size) {
        this.size = size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// What was written from `from` on, in `into` if that is long enough for it.
    byte[] copy(int from, byte[] into) {
        int length = size - from;
        byte[] target = into.length < length ? new byte[length] : into;
        System.arraycopy(bytes, from, target, 0, length);
        return target;
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

    /// Writes what another buffer holds from `from` up to `to`.
    public JsonBuffer raw(JsonBuffer other, int from, int to) {
        return raw(other.bytes, from, to - from);
    }

    /// Begins the member of this name, the first of its object.
    JsonBuffer first(ReadyJson name) {
        return raw(name.eights(), 1, name.length() - 1);
    }

    /// Begins the member of this name, behind another.
    JsonBuffer next(ReadyJson name) {
        return ready(name);
    }

    JsonBuffer ready(ReadyJson json) {
        room(json.length());
        byte[] from = json.eights();
        byte[] to = bytes;
        int at = size;
        for (int i = 0; i < from.length; i += 8) {
            Eights.put(to, at + i, Eights.get(from, i));
        }
        size = at + json.length();
        return this;
    }

    /// Writes the `length` bytes again that stand at `from`. Most are few, and copied without asking how many.
    void again(int from, int length) {
        room(length);
        byte[] to = bytes;
        int at = size;
        if (length <= 32) {
            Eights.put(to, at, Eights.get(to, from));
            Eights.put(to, at + 8, Eights.get(to, from + 8));
            Eights.put(to, at + 16, Eights.get(to, from + 16));
            Eights.put(to, at + 24, Eights.get(to, from + 24));
        } else {
            System.arraycopy(to, from, to, at, length);
        }
        size = at + length;
    }

    /// Writes ASCII text as it is, without quotes.
    @SuppressWarnings("deprecation") // it drops the upper half of characters, which ASCII does not have
    public JsonBuffer ascii(String text) {
        int length = text.length();
        room(length);
        text.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    /// Writes a string, quoted and escaped. Half a surrogate pair becomes `?`.
    public JsonBuffer text(String text) {
        if (text.length() <= SHORT && shortAscii(text)) {
            return this;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    /// Writes a string that stands in `utf8`, quoted and escaped.
    public JsonBuffer text(byte[] utf8, int offset, int length) {
        room(length * 6 + 2);
        if (offset + length > utf8.length - 8 || !plainText(utf8, offset, offset + length)) {
            bytes[size++] = '"';
            escaped(utf8, offset, length);
            bytes[size++] = '"';
        }
        return this;
    }

    /// Writes a string of bytes that stand for themselves, which most are, looking at and copying eight at a time;
    /// if it may have others, says so and writes nothing. Reads up to seven bytes too many.
    private boolean plainText(byte[] utf8, int from, int end) {
        byte[] to = bytes;
        int at = size;
        to[at++] = '"';
        int i = from;
        for (; i <= end - 8; i += 8, at += 8) {
            long eight = Eights.get(utf8, i);
            if (Eights.mayNeedEscape(eight)) {
                return false;
            }
            Eights.put(to, at, eight);
        }
        if (i < end) {
            long last = Eights.get(utf8, i);
            if (Eights.mayNeedEscape(Eights.first(end - i, last))) {
                return false;
            }
            Eights.put(to, at, last);
            at += end - i;
        }
        to[at++] = '"';
        size = at;
        return true;
    }

    /// Writes a short string of characters that stand for themselves; if it has others, says so and writes nothing.
    private boolean shortAscii(String text) {
        int length = text.length();
        room(length + 2);
        byte[] target = bytes;
        int at = size;
        target[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ESCAPES.length || ESCAPES[c] != 0) {
                return false;
            }
            target[at++] = (byte) c;
        }
        target[at++] = '"';
        size = at;
        return true;
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
        if (value >= HUNDRED_MILLION) {
            number(value / HUNDRED_MILLION).digits(Eights.decimalDigits((int) (value % HUNDRED_MILLION)), 8);
            return this;
        }
        long digits = Eights.decimalDigits((int) value);
        int zeros = Eights.leadingZeros(digits);
        return digits(digits >>> (zeros * Byte.SIZE), 8 - zeros);
    }

    /// Writes the first `count` of eight digits.
    private JsonBuffer digits(long digits, int count) {
        room(8);
        Eights.put(bytes, size, digits);
        size += count;
        return this;
    }

    /// Writes a number as JavaScript would; null for what JSON has no number for. Most numbers have six decimals or
    /// fewer and at most 15 digits: those are written as they are, every such decimal being a double of its own.
    public JsonBuffer number(double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(whole) < 1L << 53) {
            return number(whole);
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return ascii("null");
        }
        long micros = (long) (value * 1e6 + Math.copySign(0.5, value));
        if (micros / 1e6 == value && Math.abs(micros) < 1_000_000_000_000_000L) {
            return micros(micros);
        }
        return rare(value);
    }

    /// Writes what has more digits. A price per token is most often below a thousandth, where Java writes an
    /// exponent and JavaScript does not.
    private JsonBuffer rare(double value) {
        if (value < 1e-6 || value >= 1e-3) {
            return ascii(Numbers.text(value));
        }
        String java = Double.toString(value); // `2.5E-4`
        int e = java.indexOf('E');
        int zeros = java.charAt(e + 2) - '1';
        int end = java.charAt(e - 1) == '0' ? 2 : e; // `1.0E-4`
        return ascii(ZEROS[zeros]).raw(java.charAt(0)).part(java, 2, end);
    }

    @SuppressWarnings("deprecation") // as in ascii
    private JsonBuffer part(String text, int from, int to) {
        room(to - from);
        text.getBytes(from, to, bytes, size);
        size += to - from;
        return this;
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
        // What almost every value is comes first: a switch over types asks more than it has to.
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Double number) {
            return number(number.doubleValue());
        }
        return switch (value) {
            case null -> ascii("null");
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
        return number(micros / 1_000_000).billionths((int) (micros % 1_000_000) * 1_000);
    }

    /// Writes a point and so many billionths, below one, without trailing zeros; nothing for 0.
    JsonBuffer billionths(int value) {
        if (value == 0) {
            return this;
        }
        raw('.');
        int last = value % 10;
        long digits = Eights.decimalDigits(value / 10);
        return last != 0 ? digits(digits, 8).raw('0' + last) : digits(digits, 8 - Eights.trailingZeros(digits));
    }

    private void hex(long value) {
        room(16);
        Eights.put(bytes, size, Eights.hexDigits(value >>> 32));
        Eights.put(bytes, size + 8, Eights.hexDigits(value & 0xffff_ffffL));
        size += 16;
    }

    private void escaped(byte[] utf8, int offset, int length) {
        int end = offset + length;
        int start = offset;
        for (int i = plain(utf8, offset, end); i < end; i = plain(utf8, i + 1, end)) {
            copy(utf8, start, i);
            escape(utf8[i]);
            start = i + 1;
        }
        copy(utf8, start, end);
    }

    /// Where the first byte stands that must be escaped; `end` if none must. The last eight bytes are looked at
    /// together, some of them a second time.
    private static int plain(byte[] utf8, int from, int end) {
        int i = from;
        if (end - i >= 8) {
            int last = end - 8;
            while (i < last && !Eights.mayNeedEscape(Eights.get(utf8, i))) {
                i += 8;
            }
            if (i >= last && !Eights.mayNeedEscape(Eights.get(utf8, last))) {
                return end;
            }
        }
        while (i < end && (utf8[i] < 0 || ESCAPES[utf8[i]] == 0)) {
            i++;
        }
        return i;
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
        if (length > bytes.length - SLACK - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length + SLACK));
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
