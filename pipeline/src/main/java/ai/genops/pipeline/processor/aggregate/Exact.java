package ai.genops.pipeline.processor.aggregate;

import ai.genops.event.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as exact decimals. A double counts as its shortest decimal: 0.1 is one tenth.
final class Exact {
    private static final int MAX_LENGTH = 100;
    /// Digits before and after the point: as many as doubles need, so that no text makes a sum grow without end.
    private static final int MAX_DIGITS = 400;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Exact() {}

    /// The decimal that a number, or a text of one, is; null for all else, and for what is infinite.
    static @Nullable BigDecimal of(@Nullable Object value) {
        return switch (value) {
            case Long number -> BigDecimal.valueOf(number);
            case Number number when Double.isFinite(number.doubleValue()) -> of(number.doubleValue());
            case String text -> parse(text.strip());
            case null, default -> null;
        };
    }

    /// Of all decimals with up to 15 digits at most one is read as a given double, and then that is its
    /// shortest: so one that is found by dividing needs no text. Most money is.
    static BigDecimal of(double number) {
        double billionths = Math.rint(number * 1e9);
        return Math.abs(billionths) < 1e15 && billionths / 1e9 == number
                ? BigDecimal.valueOf((long) billionths, 9)
                : BigDecimal.valueOf(number);
    }

    private static @Nullable BigDecimal parse(String text) {
        if (text.length() > MAX_LENGTH || !NUMBER.matcher(text).matches()) {
            return null;
        }
        var number = new BigDecimal(text);
        boolean small = Math.abs(number.scale()) <= MAX_DIGITS && number.precision() - number.scale() <= MAX_DIGITS;
        return small ? number : null;
    }

    /// What an event can hold: a number if that prints the same digits, else text.
    static Object export(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 18) {
            return stripped.longValueExact();
        }
        double number = value.doubleValue();
        boolean same = Double.isFinite(number) && new BigDecimal(Numbers.text(number)).compareTo(value) == 0;
        return same ? (Object) number : stripped.toPlainString();
    }

    static int bytes(BigDecimal value) {
        return 64 + value.precision() / 2;
    }

    static void save(BigDecimal value, DataOutput out) throws IOException {
        out.writeInt(value.scale());
        Plain.saveBytes(value.unscaledValue().toByteArray(), out);
    }

    static BigDecimal load(DataInput in) throws IOException {
        int scale = in.readInt();
        return new BigDecimal(new BigInteger(Plain.loadBytes(in)), scale);
    }
}
