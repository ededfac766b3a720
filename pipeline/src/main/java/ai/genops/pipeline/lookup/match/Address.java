package ai.genops.pipeline.lookup.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads IP addresses as they are written (RFC 4291, 2.2; dotted IPv4) into an array that is used again. An IPv6 zone
/// (`%eth0`) is passed over; an IPv4 address within IPv6 (`::ffff:10.0.0.1`) is that IPv4 address. One thread.
public final class Address {
    final byte[] bytes = new byte[16];
    /// 4 or 16; 0: the text was no address.
    int length;

    /// The 4 or 16 bytes of an address; null if the text is none.
    public static byte @Nullable [] parse(String text) {
        var address = new Address();
        return address.read(text, 0, text.length()) ? Arrays.copyOf(address.bytes, address.length) : null;
    }

    boolean read(CharSequence text, int from, int to) {
        length = 0;
        int end = from;
        boolean six = false;
        while (end < to && text.charAt(end) != '%') {
            six |= text.charAt(end++) == ':';
        }
        if (end - from > 45 || (end < to && !six)) {
            return false;
        }
        boolean read = six ? six(text, from, end) : four(text, from, end, 0);
        length = !read ? 0 : six ? 16 : 4;
        if (length == 16 && isFour()) {
            System.arraycopy(bytes, 12, bytes, 0, 4);
            length = 4;
        }
        return read;
    }

    private boolean isFour() {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    private boolean four(CharSequence text, int from, int to, int at) {
        int part = 0;
        int digits = 0;
        int parts = 0;
        for (int i = from; i <= to; i++) {
            int c = i == to ? '.' : text.charAt(i);
            if (c == '.') {
                if (digits == 0 || parts == 4) {
                    return false;
                }
                bytes[at + parts++] = (byte) part;
                part = digits = 0;
            } else {
                boolean leadingZero = digits == 1 && part == 0;
                part = part * 10 + c - '0';
                if (c < '0' || c > '9' || leadingZero || part > 255) {
                    return false;
                }
                digits++;
            }
        }
        return parts == 4;
    }

    private boolean six(CharSequence text, int from, int to) {
        int at = 0;
        int gap = -1;
        int i = from;
        if (to - from >= 2 && text.charAt(from) == ':' && text.charAt(from + 1) == ':') {
            gap = 0;
            i += 2;
        }
        while (i < to) {
            int end = i;
            while (end < to && text.charAt(end) != ':') {
                end++;
            }
            boolean lastIsFour = end == to && at <= 12 && contains(text, i, end, '.');
            if (lastIsFour ? !four(text, i, end, at) : at > 14 || !group(text, i, end, at)) {
                return false;
            }
            at += lastIsFour ? 4 : 2;
            if (end == to) {
                break;
            }
            i = end + 1;
            if (i == to) {
                return false;
            }
            if (text.charAt(i) == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = at;
                i++;
            }
        }
        return fill(gap, at);
    }

    /// Puts zeros where `::` stood.
    private boolean fill(int gap, int at) {
        if (gap < 0 || at == 16) {
            return gap < 0 && at == 16;
        }
        int tail = at - gap;
        System.arraycopy(bytes, gap, bytes, 16 - tail, tail);
        Arrays.fill(bytes, gap, 16 - tail, (byte) 0);
        return true;
    }

    private boolean group(CharSequence text, int from, int to, int at) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return false;
            }
            value = (value << 4) | digit;
        }
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
        return to > from && to - from <= 4;
    }

    private static boolean contains(CharSequence text, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == wanted) {
                return true;
            }
        }
        return false;
    }
}
