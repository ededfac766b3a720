package ai.genops.source.wire;

import ai.genops.event.Eights;

/// Checks UTF-8 as the Unicode standard defines it (version 16, table 3-7): no overlong forms, no surrogates.
public final class Utf8 {
    private Utf8() {}

    /// Where the first byte stands that cannot be; -1 if all is well.
    public static int firstBad(byte[] bytes, int from, int to) {
        int i = from;
        // the last 32 together, and below the last eight, some of them a second time
        int wide = to - 32;
        if (wide >= from) {
            while (i < wide && isAscii(bytes, i)) {
                i += 32;
            }
            if (i >= wide && isAscii(bytes, wide)) {
                return -1;
            }
        }
        while (to - i >= 8 && (Eights.get(bytes, i) & Eights.NOT_ASCII) == 0) {
            i += 8;
        }
        if (to - from >= 8 && to - i < 8 && (Eights.get(bytes, to - 8) & Eights.NOT_ASCII) == 0) {
            return -1;
        }
        while (i < to) {
            int length = bytes[i] >= 0 ? 1 : wellFormed(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /// Whether the 32 bytes from `i` on are ASCII.
    private static boolean isAscii(byte[] bytes, int i) {
        long any =
                Eights.get(bytes, i) | Eights.get(bytes, i + 8) | Eights.get(bytes, i + 16) | Eights.get(bytes, i + 24);
        return (any & Eights.NOT_ASCII) == 0;
    }

    /// The length of the character at `i`, 0 if there is none.
    private static int wellFormed(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || to - i < length) {
            return 0;
        }
        int second = bytes[i + 1] & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return 0;
        }
        for (int k = i + 2; k < i + length; k++) {
            if (bytes[k] > (byte) 0xbf) {
                return 0;
            }
        }
        return length;
    }
}
