package ai.genops.lake;

import java.nio.charset.StandardCharsets;

/// Trace and span ids as lower-case hex digits, and back.
final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Hex() {}

    static byte[] of(long id) {
        byte[] hex = new byte[16];
        write(id, hex, 0);
        return hex;
    }

    static byte[] of(long high, long low) {
        byte[] hex = new byte[32];
        write(high, hex, 0);
        write(low, hex, 16);
        return hex;
    }

    /// The 16 digits of `hex` from `offset` on.
    static long parse(String hex, int offset) {
        return Long.parseUnsignedLong(hex, offset, offset + 16, 16);
    }

    private static void write(long id, byte[] hex, int offset) {
        for (int i = 15; i >= 0; i--) {
            hex[offset + i] = DIGITS[(int) id & 15];
            id >>>= 4;
        }
    }
}
