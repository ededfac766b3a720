package ai.genops.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/// Decimal digits, written two at a time.
final class Digits {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /// The two digits of 0 to 99, as they stand in memory.
    private static final short[] PAIRS = pairs();
    /// 1, 10, 100 and so on.
    private static final long[] POWERS_OF_TEN =
            LongStream.iterate(1, power -> power * 10).limit(19).toArray();

    private Digits() {}

    /// How many digits a number has that is not negative: a bit is 0.301 digits, so the number of bits tells all but
    /// the last.
    static int count(long value) {
        int digits = ((Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 1233) >> 12;
        return (value | 1) < POWERS_OF_TEN[digits] ? digits : digits + 1;
    }

    /// Writes the last `count` digits of a number that is not negative, with leading zeros, so that they end before
    /// `end`.
    static void put(byte[] to, int end, long value, int count) {
        long rest = value;
        int at = end;
        for (int left = count; left > 1; left -= 2) {
            long hundreds = rest / 100;
            at -= 2;
            SHORTS.set(to, at, PAIRS[(int) (rest - hundreds * 100)]);
            rest = hundreds;
        }
        if ((count & 1) != 0) {
            to[at - 1] = (byte) ('0' + rest % 10);
        }
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < 100; i++) {
            pairs[i] = (short) ('0' + i / 10 | ('0' + i % 10) << 8);
        }
        return pairs;
    }
}
