package ai.genops.expression;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Internet addresses as text (RFC 4291, 2.2; RFC 5952) and ranges of them (RFC 4632).
final class IpAddress {
    private IpAddress() {}

    /// The addresses that begin with the same `bits` as `first`.
    static final class Range {
        private final byte[] first;
        private final int bits;

        private Range(byte[] first, int bits) {
            this.first = first;
            this.bits = bits;
        }

        /// Bytes of its addresses: 4 or 16.
        int length() {
            return first.length;
        }

        boolean has(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            boolean same = Arrays.equals(first, 0, whole, address, 0, whole);
            return same && (rest == 0 || (first[whole] & 0xFF) >> (8 - rest) == (address[whole] & 0xFF) >> (8 - rest));
        }
    }

    /// The range that a text is, null if it is none. A single address is a range of one.
    static @Nullable Range range(String text) {
        int slash = text.indexOf('/');
        byte[] first = parse(slash < 0 ? text : text.substring(0, slash));
        if (first == null) {
            return null;
        }
        String bits = slash < 0 ? String.valueOf(first.length * 8) : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > first.length * 8) {
            return null;
        }
        return new Range(first, Integer.parseInt(bits));
    }

    /// The four or sixteen bytes of an address, null if it is none.
    static byte @Nullable [] parse(String text) {
        return text.indexOf(':') >= 0 ? parse6(text) : parse4(text);
    }

    private static byte @Nullable [] parse4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (parts.length != 4 || !parts[i].matches("0|[1-9]\\d{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }

    private static byte @Nullable [] parse6(String text) {
        if (text.length() > 45) {
            return null;
        }
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != 16 : given > 14) {
            return null;
        }
        byte[] address = new byte[16];
        System.arraycopy(head, 0, address, 0, head.length);
        System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
        return address;
    }

    /// Groups of four hex digits, the last two perhaps written as an address of four bytes.
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] last = parts[parts.length - 1].indexOf('.') >= 0 ? parse4(parts[parts.length - 1]) : null;
        int plain = last == null ? parts.length : parts.length - 1;
        byte[] bytes = new byte[plain * 2 + (last == null ? 0 : 4)];
        for (int i = 0; i < plain; i++) {
            if (!parts[i].matches("[0-9a-fA-F]{1,4}")) {
                return null;
            }
            int group = Integer.parseInt(parts[i], 16);
            bytes[2 * i] = (byte) (group >> 8);
            bytes[2 * i + 1] = (byte) group;
        }
        if (last != null) {
            System.arraycopy(last, 0, bytes, plain * 2, 4);
        }
        return bytes;
    }

    /// The one way to write sixteen bytes (RFC 5952, 4): lower case, the first longest run of zeros as `::`.
    static String text(byte[] address) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = ((address[2 * i] & 0xFF) << 8) | (address[2 * i + 1] & 0xFF);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
