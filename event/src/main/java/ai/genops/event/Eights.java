package ai.genops.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes of text at a time, in a long whose lowest byte stands first.
public final class Eights {
    /// What no byte of ASCII has.
    public static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long UPPER_HALVES = 0xf0f0_f0f0_f0f0_f0f0L;
    private static final long ZEROS = EACH * '0';

    private Eights() {}

    /// The eight bytes from `at` on, all of which are there.
    public static long get(byte[] from, int at) {
        return (long) LONGS.get(from, at);
    }

    public static void put(byte[] to, int at, long eight) {
        LONGS.set(to, at, eight);
    }

    /// The first `count` of eight bytes, 1 to 7, the others being none that JSON escapes.
    static long first(int count, long eight) {
        return eight | (-1L << (count * Byte.SIZE));
    }

    /// Whether any of eight bytes is a control character, a quote or a backslash.
    static boolean mayNeedEscape(long eight) {
        return escaped(eight) != 0;
    }

    /// The upper bit of each byte that is a control character, a quote or a backslash, and perhaps of bytes
    /// behind the first of these: a byte is less than n, or zero, if subtracting n, or 1, sets its upper bit
    /// and it was not set before.
    public static long escaped(long eight) {
        long quote = eight ^ (EACH * '"');
        long backslash = eight ^ (EACH * '\\');
        long found = (eight - EACH * ' ') & ~eight;
        found |= (quote - EACH) & ~quote;
        found |= (backslash - EACH) & ~backslash;
        return found & NOT_ASCII;
    }

    /// How many bytes stand before the first whose upper bit is set; 8 if none is.
    public static int before(long upperBits) {
        return Long.numberOfTrailingZeros(upperBits) / Byte.SIZE;
    }

    /// Whether all eight are decimal digits: they lie between 0x30 and 0x39, and six further on below 0x40.
    public static boolean areDigits(long eight) {
        long upper = eight & UPPER_HALVES;
        long further = (eight + EACH * 6) & UPPER_HALVES;
        return (upper | (further >>> 4)) == (ZEROS | (ZEROS >>> 4));
    }

    /// The number that eight decimal digits are: of neighbours two and two are put together, then four and four.
    public static int digits(long eight) {
        long pairs = (((eight - ZEROS) * (1 + (10 << 8))) >>> 8) & 0x00ff_00ff_00ff_00ffL;
        long fours = ((pairs * (1 + (100 << 16))) >>> 16) & 0x0000_ffff_0000_ffffL;
        return (int) ((fours * (1 + (10_000L << 32))) >>> 32);
    }

    /// The eight decimal digits of a number below 10^8, with leading zeros: four and four, of these two and two, of
    /// these one and one. A quotient below 100 or 10 is a product's upper bits.
    static long decimalDigits(int value) {
        long fours = (value / 10_000) | ((long) (value % 10_000) << 32);
        long hundreds = ((fours * 5243) >>> 19) & 0x0000_007f_0000_007fL;
        long pairs = hundreds | ((fours - hundreds * 100) << 16);
        long tens = ((pairs * 103) >>> 10) & 0x000f_000f_000f_000fL;
        return (tens | ((pairs - tens * 10) << 8)) + ZEROS;
    }

    /// How many of eight decimal digits are zeros in front, the last one not counted.
    static int leadingZeros(long digits) {
        return Long.numberOfTrailingZeros((digits ^ ZEROS) | 1L << 56) / Byte.SIZE;
    }

    /// How many of eight decimal digits are zeros at the end.
    static int trailingZeros(long digits) {
        return Long.numberOfLeadingZeros(digits ^ ZEROS) / Byte.SIZE;
    }

    /// The lower 32 bits in lower-case hex digits. Past 9 a digit is as far on as the letters are.
    static long hexDigits(long bits) {
        long digits = Long.reverseBytes(Long.expand(bits, EACH * 15));
        long letters = ((digits + EACH * 6) >>> 4) & EACH;
        return digits + ZEROS + letters * ('a' - '0' - 10);
    }
}
