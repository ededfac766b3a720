package ai.genops.expression;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `C.Mask` without its hashes ([HashFunctions]), as Cribl's reference describes them ("C.Mask", 4.9 to 4.16). What is
/// random follows from the event's place in the log.
final class MaskFunctions {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    static final List<Function> ALL = List.of(
            Function.text("C.Mask.CC", 1, arguments -> masked(arguments, isCard(text(arguments)))),
            Function.text("C.Mask.IMEI", 1, arguments -> masked(arguments, isDevice(text(arguments)))),
            Function.text("C.Mask.luhn", 1, arguments -> masked(arguments, Luhn.isValid(text(arguments)))),
            Function.flag("C.Mask.isCC", 1, arguments -> isCard(text(arguments))),
            Function.flag("C.Mask.isIMEI", 1, arguments -> isDevice(text(arguments))),
            Function.of("C.Mask.luhnChecksum", 1, Type.NUMBER, MaskFunctions::checksum),
            Function.text("C.Mask.repeat", 0, MaskFunctions::repeat),
            Function.text("C.Mask.random", 0, MaskFunctions::random).given(BuiltIn.RANDOM, BuiltIn.RANDOM),
            Function.text("C.Misc.uuidv4", 0, MaskFunctions::uuid).given(BuiltIn.RANDOM, BuiltIn.RANDOM),
            Function.of("C.Misc.zip", 2, Type.OBJECT, MaskFunctions::zip));

    private MaskFunctions() {}

    private static String text(@Nullable Object[] arguments) {
        return Arguments.text(arguments, 0);
    }

    /// ISO/IEC 7812: 12 to 19 digits are in use.
    private static boolean isCard(String text) {
        return Luhn.isNumber(text, 12, 19);
    }

    private static boolean isDevice(String text) {
        return Luhn.isNumber(text, 15, 15);
    }

    private static String masked(@Nullable Object[] arguments, boolean valid) {
        String text = text(arguments);
        return valid ? Luhn.masked(text, Arguments.integer(arguments, 1, -4), Arguments.at(arguments, 2)) : text;
    }

    private static Object checksum(@Nullable Object[] arguments) {
        int sum = Luhn.sum(text(arguments));
        double modulus = Arguments.integer(arguments, 1, 10);
        return modulus == 0 ? (double) sum : sum % modulus;
    }

    /// A number, or the length of a text.
    static int length(@Nullable Object[] arguments, int index, int otherwise) {
        Object length = Arguments.at(arguments, index);
        if (length instanceof String text) {
            return text.length();
        }
        return Arguments.between(arguments, index, 0, Limits.TEXT, otherwise, "the length");
    }

    private static Object repeat(@Nullable Object[] arguments) {
        String pattern = Arguments.at(arguments, 1) == null ? "X" : Arguments.text(arguments, 1);
        int times = length(arguments, 0, 4);
        Limits.checkText((long) pattern.length() * times);
        return pattern.repeat(times);
    }

    private static Object random(@Nullable Object[] arguments) {
        SplittableRandom random = seeded(arguments, 0);
        int length = length(arguments, 2, 4);
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
        }
        return text.toString();
    }

    private static SplittableRandom seeded(@Nullable Object[] arguments, int index) {
        return new SplittableRandom(Double.doubleToLongBits(Arguments.number(arguments, index)));
    }

    /// RFC 9562, 5.4, with 106 bits from the event instead of 122.
    private static Object uuid(@Nullable Object[] arguments) {
        long high = seeded(arguments, 0).nextLong();
        long low = seeded(arguments, 1).nextLong();
        return new UUID((high & ~0xF000L) | 0x4000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
    }

    private static Object zip(@Nullable Object[] arguments) {
        if (!(arguments[0] instanceof List<?> keys) || !(arguments[1] instanceof List<?> values)) {
            throw new EvaluationException("C.Misc.zip needs an array of names and an array of values");
        }
        var zipped = ObjectFunctions.members(Arguments.at(arguments, 2));
        for (int i = 0; i < keys.size(); i++) {
            zipped.put(Values.text(keys.get(i)), i < values.size() ? values.get(i) : null);
        }
        return zipped;
    }
}
