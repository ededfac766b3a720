package ai.genops.pipeline.lookup.table;

import java.util.regex.Pattern;

/// Which texts are numbers, and which number.
final class NumberText {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

    private NumberText() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    static boolean isWhole(String text) {
        return text.indexOf('.') < 0;
    }

    static long bits(boolean whole, String text) {
        return whole ? Long.parseLong(text) : Double.doubleToRawLongBits(Double.parseDouble(text));
    }

    static String of(boolean whole, long bits) {
        return whole ? Long.toString(bits) : ai.genops.event.Numbers.text(Double.longBitsToDouble(bits));
    }
}
