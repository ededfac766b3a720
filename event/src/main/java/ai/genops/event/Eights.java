package ai.genops.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of text at a time, in a long whose lowest byte stands first.
final class Eights {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long TOP = EACH << 7;

    private Eights() {}

    static long get(byte[] from, int at) {
        return (long) LONGS.get(from, at);
    }

    static void put(byte[] to, int at, long eight) {
        LONGS.set(to, at, eight);
    }

    /// The first `count` of eight bytes, 1 to 7, the others being none that JSON escapes.
    static long first(int count, long eight) {
        return eight | (-1L << (count * Byte.SIZE));
    }

    /// Whether any of eight bytes is a control character, a quote or a backslash: a byte is less than n, or zero, if
    /// subtracting n, or 1, sets its upper bit and it was not set before.
    static boolean mayNeedEscape(long eight) {
        long quote = eight ^ (EACH * '"');
        long backslash = eight ^ (EACH * '\\');
        long found = (eight - EACH * ' ') & ~eight;
        found |= (quote - EACH) & ~quote;
        found |= (backslash - EACH) & ~backslash;
        return (found & TOP) != 0;
    }

    /// The lower 32 bits in lower-case hex digits. Past 9 a digit is as far on as the letters are.
    static long hexDigits(long bits) {
        long digits = Long.reverseBytes(Long.expand(bits, EACH * 15));
        long letters = ((digits + EACH * 6) >>> 4) & EACH;
        return digits + EACH * '0' + letters * ('a' - '0' - 10);
    }
}
