package ai.genops.source.otlp;

import ai.genops.event.Eights;
import ai.genops.source.wire.Utf8;
import ai.genops.source.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A place in plain JSON, as [PlainJson] calls it, and what stands there: reading passes it. What is not plain,
/// right or wrong, is a [NotPlain].
///
/// Reused; one thread at a time.
final class JsonCursor {
    private static final int MAX_DIGITS = 19;
    private static final long HUNDRED_MILLION = 100_000_000;
    /// A product or quotient of two of these is rounded once, so it is the nearest double.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    /// By character; negative: no digit.
    private static final byte[] HEX = hexDigits();

    /// Leaves from any depth.
    static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPlain() {
            super(null, null, false, false);
        }
    }

    private byte[] json = new byte[0];
    private int at;
    private int end;

    void begin(byte[] json, int offset, int length) {
        this.json = json;
        at = offset;
        end = offset + length;
    }

    static void require(boolean plain) {
        if (!plain) {
            throw new NotPlain();
        }
    }

    int position() {
        return at;
    }

    /// The next byte that is no space; passes it.
    byte next() {
        byte found = peek();
        at++;
        return found;
    }

    byte peek() {
        for (; at < end; at++) {
            byte found = json[at];
            if (found > ' ' || !isSpace(found)) {
                return found;
            }
        }
        throw new NotPlain();
    }

    /// Nothing but spaces may follow.
    void finish() {
        for (; at < end; at++) {
            require(isSpace(json[at]));
        }
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /// Passes these bytes if they stand here; says whether they did.
    boolean passes(byte[] expected) {
        if (end - at < expected.length
                || !Arrays.equals(expected, 0, expected.length, json, at, at + expected.length)) {
            return false;
        }
        at += expected.length;
        return true;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(json, from, to);
    }

    /// Reads a member's name and its colon.
    ///
    /// @param expected the number of the field that comes next in order
    Field member(Message message, int expected) {
        require(next() == '"');
        int from = at;
        int to = special(from);
        require(json[to] == '"');
        Field field = message.field(json, from, to, expected);
        at = to + 1;
        if (field == null || next() != ':') {
            throw new NotPlain();
        }
        return field;
    }

    void text(WireWriter out) {
        require(next() == '"');
        int from = at;
        int stop = out.shortText(json, from, end);
        if (stop < 0) {
            longText(out);
        } else {
            at = stop + 1;
        }
    }

    private void longText(WireWriter out) {
        int from = at;
        int stop = special(from);
        int guess = stop - from < 128 ? 1 : 2;
        int opened = out.open(guess);
        while (json[stop] != '"') {
            piece(from, stop, out);
            at = stop;
            escape(out);
            from = at;
            stop = special(from);
        }
        piece(from, stop, out);
        out.close(opened, guess);
        at = stop + 1;
    }

    private void piece(int from, int to, WireWriter out) {
        require(Utf8.firstBad(json, from, to) < 0);
        out.raw(json, from, to - from);
    }

    private void escape(WireWriter out) {
        require(json[at] == '\\' && at + 1 < end);
        int plain = switch (json[at + 1]) {
            case '"', '\\', '/' -> json[at + 1];
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> throw new NotPlain();
        };
        out.raw(plain);
        at += 2;
    }

    /// Where a quote, a backslash or a control character stands.
    private int special(int from) {
        int i = from;
        for (; end - i >= Long.BYTES; i += Long.BYTES) {
            long found = Eights.escaped(Eights.get(json, i));
            if (found != 0) {
                return i + Eights.before(found);
            }
        }
        while (i < end && json[i] != '"' && json[i] != '\\' && (json[i] >= ' ' || json[i] < 0)) {
            i++;
        }
        require(i < end);
        return i;
    }

    /// Reads an id of so many bytes, or an empty one.
    void id(int bytes, WireWriter out) {
        require(next() == '"');
        if (at < end && json[at] == '"') {
            at++;
            out.varint(0);
            return;
        }
        int stop = at + bytes * 2;
        require(stop < end && json[stop] == '"');
        out.varint(bytes);
        for (; at < stop; at += 2) {
            int value = HEX[json[at] & 0xff] << 4 | HEX[json[at + 1] & 0xff];
            require(value >= 0);
            out.raw(value);
        }
        at++;
    }

    boolean bool() {
        boolean value = peek() == 't';
        String word = value ? "true" : "false";
        require(end - at > word.length());
        for (int i = 0; i < word.length(); i++) {
            require(json[at++] == word.charAt(i));
        }
        return value;
    }

    /// Reads an integer from `least` to `most`.
    long bounded(long least, long most) {
        long value = integer(least < 0);
        require(value >= least && value <= most);
        return value;
    }

    /// Reads an integer with or without quotes.
    long integer(boolean signed) {
        boolean quoted = peek() == '"';
        at += quoted ? 1 : 0;
        boolean negative = signed && at < end && json[at] == '-';
        at += negative ? 1 : 0;
        long value = digits();
        if (quoted) {
            require(at < end && json[at++] == '"');
        } else {
            require(at < end && json[at] != '.' && (json[at] | 0x20) != 'e');
        }
        return negative ? -value : value;
    }

    /// At least one digit, without leading zeros.
    private long digits() {
        int from = at;
        long value = moreDigits(0, from);
        require(at > from && (json[from] != '0' || at == from + 1));
        return value;
    }

    /// Further digits of a number that began at `from`.
    private long moreDigits(long value, int from) {
        long more = value;
        int i = at;
        while (end - i >= Long.BYTES && Eights.areDigits(Eights.get(json, i))) {
            more = more * HUNDRED_MILLION + Eights.digits(Eights.get(json, i));
            i += Long.BYTES;
        }
        for (; i < end && json[i] >= '0' && json[i] <= '9'; i++) {
            more = more * 10 + (json[i] - '0');
        }
        at = i;
        // Of 19 digits the sign tells an overflow.
        require(i - from <= MAX_DIGITS && more >= 0);
        return more;
    }

    double decimal() {
        boolean negative = peek() == '-';
        int from = at;
        at += negative ? 1 : 0;
        long mantissa = digits();
        int scale = 0;
        if (at < end && json[at] == '.') {
            int point = at++;
            mantissa = moreDigits(mantissa, from);
            scale = at - point - 1;
            require(scale > 0);
        }
        require(at < end && (json[at] | 0x20) != 'e' && (mantissa != 0 || !negative));
        if (mantissa < 1L << 53) {
            double value = mantissa / POWERS[scale];
            return negative ? -value : value;
        }
        return Double.parseDouble(new String(json, from, at - from, StandardCharsets.ISO_8859_1));
    }

    private static byte[] hexDigits() {
        byte[] digits = new byte[256];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) Character.digit((char) i, 16);
        }
        return digits;
    }
}
