package ai.genops.source.otlp;

import ai.genops.source.wire.Utf8;
import ai.genops.source.wire.WireWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Turns OTLP/JSON into protobuf in one pass over its bytes, as long as it is plain: known members, none of them null,
/// strings with the short escapes, integers below 2^63, as exporters write it. At the first thing that is not plain,
/// right or wrong, it gives up: [JsonTranscoder] reads everything and says what is wrong.
///
/// Reused; one thread at a time.
final class PlainJson {
    static final int NOT_PLAIN = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    /// Deeper values are rare, and bounded elsewhere.
    private static final int MAX_DEPTH = 24;
    private static final int MAX_DIGITS = 19;
    /// A product or quotient of two of these is rounded once, so it is the nearest double.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /// Leaves from any depth.
    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NotPlain() {
            super(null, null, false, false);
        }
    }

    private byte[] json = new byte[0];
    private int at;
    private int end;
    private WireWriter out = new WireWriter(0);
    private int events;

    /// Writes a request to `out` and returns the number of its events; or [#NOT_PLAIN], with anything in `out`.
    int transcode(Message request, byte[] json, int offset, int length, WireWriter out) {
        this.json = json;
        this.out = out;
        at = offset;
        end = offset + length;
        events = 0;
        try {
            object(request, 0);
            while (at < end) {
                if (!isSpace(json[at++])) {
                    return NOT_PLAIN;
                }
            }
            return events;
        } catch (NotPlain e) {
            return NOT_PLAIN;
        }
    }

    private void object(Message message, int depth) {
        require(depth < MAX_DEPTH && next() == '{');
        if (peek() == '}') {
            at++;
            return;
        }
        int expected = 0;
        do {
            Field field = member(message, expected);
            expected = field.number() + 1;
            if (field.repeated()) {
                list(field, depth);
            } else {
                single(field, depth);
            }
        } while (hasAnother('}'));
    }

    /// Reads a name and its colon.
    private Field member(Message message, int expected) {
        require(next() == '"');
        int from = at;
        while (at < end && json[at] != '"') {
            at++;
        }
        Field field = message.field(json, from, at, expected);
        at++;
        if (field == null || next() != ':') {
            throw new NotPlain();
        }
        return field;
    }

    private void list(Field field, int depth) {
        require(!field.type().packs() && next() == '[');
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            single(field, depth);
        } while (hasAnother(']'));
    }

    /// Passes a comma, or what closes.
    private boolean hasAnother(int close) {
        byte found = next();
        require(found == ',' || found == close);
        return found == ',';
    }

    private void single(Field field, int depth) {
        byte first = peek();
        out.tag(field.number(), field.type().wireType);
        switch (field.type()) {
            case STRING -> text();
            case TRACE_ID -> id(16);
            case SPAN_ID -> id(8);
            case BOOL -> out.varint(bool(first));
            case ENUM, INT32 -> out.varint(bounded(integer(first, true), Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> out.varint(bounded(integer(first, false), 0, 0xffff_ffffL));
            case INT64 -> out.varint(integer(first, true));
            case UINT64 -> out.varint(integer(first, false));
            case FIXED32 -> out.fixed32((int) bounded(integer(first, false), 0, 0xffff_ffffL));
            case FIXED64 -> out.fixed64(integer(first, false));
            case SFIXED64 -> out.fixed64(integer(first, true));
            case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(decimal()));
            case MESSAGE -> nested(field, depth);
            case BYTES, SINT32 -> throw new NotPlain();
        }
    }

    private void nested(Field field, int depth) {
        Message message = Objects.requireNonNull(field.message());
        if (message.isEvent()) {
            events++;
        }
        int opened = out.open(message.lengthBytes());
        object(message, depth + 1);
        out.close(opened, message.lengthBytes());
    }

    private void text() {
        require(next() == '"');
        int from = at;
        int stop = special(from);
        if (json[stop] == '"') {
            requireUtf8(from, stop);
            out.varint(stop - from).raw(json, from, stop - from);
            at = stop + 1;
            return;
        }
        int guess = end - from < 128 ? 1 : 2;
        int opened = out.open(guess);
        while (json[stop] != '"') {
            requireUtf8(from, stop);
            out.raw(json, from, stop - from);
            at = stop;
            escape();
            from = at;
            stop = special(from);
        }
        requireUtf8(from, stop);
        out.raw(json, from, stop - from).close(opened, guess);
        at = stop + 1;
    }

    private void escape() {
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
        while (end - i >= 8 && !hasSpecial((long) LONGS.get(json, i))) {
            i += 8;
        }
        while (i < end && json[i] != '"' && json[i] != '\\' && (json[i] >= ' ' || json[i] < 0)) {
            i++;
        }
        require(i < end);
        return i;
    }

    /// A byte is less than n, or zero, if subtracting n, or 1, sets its upper bit and it was not set before.
    private static boolean hasSpecial(long eight) {
        long quote = eight ^ (EACH * '"');
        long backslash = eight ^ (EACH * '\\');
        long found = (eight - EACH * ' ') & ~eight;
        found |= (quote - EACH) & ~quote;
        found |= (backslash - EACH) & ~backslash;
        return (found & (EACH << 7)) != 0;
    }

    private void requireUtf8(int from, int to) {
        require(Utf8.firstBad(json, from, to) < 0);
    }

    private void id(int bytes) {
        require(next() == '"');
        if (at < end && json[at] == '"') {
            at++;
            out.varint(0);
            return;
        }
        require(end - at > bytes * 2 && json[at + bytes * 2] == '"');
        out.varint(bytes);
        for (int i = 0; i < bytes; i++) {
            int value = hex(json[at]) << 4 | hex(json[at + 1]);
            require(value >= 0);
            out.raw(value);
            at += 2;
        }
        at++;
    }

    /// Negative for what is no digit.
    private static int hex(byte digit) {
        int letter = digit | 0x20;
        return digit >= '0' && digit <= '9' ? digit - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    private long bool(byte first) {
        String word = first == 't' ? "true" : "false";
        require(end - at > word.length());
        for (int i = 0; i < word.length(); i++) {
            require(json[at++] == word.charAt(i));
        }
        return first == 't' ? 1 : 0;
    }

    /// With or without quotes.
    private long integer(byte first, boolean signed) {
        boolean quoted = first == '"';
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
        for (; at < end && json[at] >= '0' && json[at] <= '9'; at++) {
            more = more * 10 + (json[at] - '0');
        }
        // Of 19 digits the sign tells an overflow.
        require(at - from <= MAX_DIGITS && more >= 0);
        return more;
    }

    private double decimal() {
        int from = at;
        boolean negative = json[at] == '-';
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

    private static long bounded(long value, long least, long most) {
        require(value >= least && value <= most);
        return value;
    }

    /// The next byte that is no space; passes it.
    private byte next() {
        byte found = peek();
        at++;
        return found;
    }

    private byte peek() {
        for (; at < end; at++) {
            byte found = json[at];
            if (found > ' ' || !isSpace(found)) {
                return found;
            }
        }
        throw new NotPlain();
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    private static void require(boolean plain) {
        if (!plain) {
            throw new NotPlain();
        }
    }
}
