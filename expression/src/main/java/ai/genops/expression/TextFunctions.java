package ai.genops.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `C.Text`.
final class TextFunctions {
    static final List<Function> ALL = List.of(
            Function.of("C.Text.entropy", 1, Type.NUMBER, TextFunctions::entropy),
            Function.of("C.Text.hashCode", 1, Type.NUMBER, TextFunctions::hashCode),
            Function.flag("C.Text.isASCII", 1, arguments -> isPrintable(bytes(arguments))),
            Function.flag("C.Text.isUTF8", 1, TextFunctions::isUtf8));

    private TextFunctions() {}

    private static byte[] bytes(@Nullable Object[] arguments) {
        return Encoding.UTF8.bytes(Arguments.at(arguments, 0));
    }

    /// Shannon's entropy of the UTF-8 bytes, in bits per byte; -1 for what is no text.
    private static Object entropy(@Nullable Object[] arguments) {
        if (!(Arguments.at(arguments, 0) instanceof String) && !(Arguments.at(arguments, 0) instanceof byte[])) {
            return -1.0;
        }
        byte[] bytes = bytes(arguments);
        int[] counts = new int[256];
        for (byte value : bytes) {
            counts[value & 0xFF]++;
        }
        double entropy = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / bytes.length;
                entropy -= share * (Math.log(share) / Math.log(2));
            }
        }
        return entropy + 0.0;
    }

    /// djb2 (Bernstein): h = h * 33 + c from 5381, as an unsigned number of 32 bits.
    private static Object hashCode(@Nullable Object[] arguments) {
        int hash = 5381;
        for (byte value : bytes(arguments)) {
            hash = hash * 33 + (value & 0xFF);
        }
        return (double) Integer.toUnsignedLong(hash);
    }

    private static boolean isPrintable(byte[] bytes) {
        for (byte value : bytes) {
            if (value < ' ' || value > '~') {
                return false;
            }
        }
        return true;
    }

    /// Text is, unless half a surrogate pair stands alone in it.
    private static Object isUtf8(@Nullable Object[] arguments) {
        return Arguments.at(arguments, 0) instanceof byte[] bytes
                ? CodingFunctions.isUtf8(bytes)
                : java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(Arguments.text(arguments, 0));
    }
}
