package ai.genops.expression;

import java.math.BigInteger;

/// Reads numbers from text as JavaScript does (ECMA-262, 7.1.4.1, 19.2.4, 19.2.5).
final class Numerals {
    private static final double[] POWERS = new double[23];
    private static final long EXACT = 1L << 53;

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private Numerals() {}

    /// Number(text): all of it has to be a number; nothing is 0.
    static double number(String text) {
        int from = skipSpaces(text, 0);
        int to = text.length();
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        if (from == to) {
            return 0;
        }
        if (to - from > 2 && text.charAt(from) == '0' && !isDigitOrPoint(text.charAt(from + 1))) {
            int radix = radixOf(text.charAt(from + 1));
            if (radix != 0) {
                return digitsEnd(text, from + 2, to, radix) == to ? integer(text, from + 2, to, radix) : Double.NaN;
            }
        }
        int end = decimalEnd(text, from, to);
        return end == to ? decimal(text, from, end) : Double.NaN;
    }

    /// parseFloat(text): the longest beginning that is a number.
    static double parseFloat(String text) {
        int from = skipSpaces(text, 0);
        int end = decimalEnd(text, from, text.length());
        return end < 0 ? Double.NaN : decimal(text, from, end);
    }

    /// parseInt(text, radix), the radix converted already; 0: not given.
    static double parseInt(String text, int radix) {
        int from = skipSpaces(text, 0);
        int length = text.length();
        boolean negative = from < length && text.charAt(from) == '-';
        if (from < length && (negative || text.charAt(from) == '+')) {
            from++;
        }
        int base = radix == 0 ? 10 : radix;
        if (base < 2 || base > 36) {
            return Double.NaN;
        }
        if ((radix == 0 || radix == 16) && text.regionMatches(true, from, "0x", 0, 2)) {
            from += 2;
            base = 16;
        }
        int end = digitsEnd(text, from, length, base);
        if (end == from) {
            return Double.NaN;
        }
        double value = integer(text, from, end, base);
        return negative ? -value : value;
    }

    /// parseInt of a number: of its text, which for all but the very large and small is the number cut.
    static double parseInt(double number) {
        double size = Math.abs(number);
        if (size >= 1e-6 && size < 1e21) {
            return number < 0 ? Math.ceil(number) : Math.floor(number);
        }
        return number == 0 ? 0 : parseInt(Values.text(number), 0);
    }

    static boolean isSpace(char c) {
        return c == ' '
                || (c >= '\t' && c <= '\r')
                || c == '\u00a0'
                || c == '\ufeff'
                || c == '\u2028'
                || c == '\u2029'
                || (c > 127 && Character.getType(c) == Character.SPACE_SEPARATOR);
    }

    static int skipSpaces(String text, int from) {
        int i = from;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigitOrPoint(char c) {
        return c == '.' || (c >= '0' && c <= '9');
    }

    private static int radixOf(char letter) {
        return switch (letter) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }

    private static int digitsEnd(String text, int from, int to, int radix) {
        int i = from;
        while (i < to && text.charAt(i) < 128 && Character.digit(text.charAt(i), radix) >= 0) {
            i++;
        }
        return i;
    }

    private static double integer(String text, int from, int to, int radix) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * radix + Character.digit(text.charAt(i), radix);
            if (value >= EXACT) {
                String digits = text.substring(from, to);
                return radix == 10 ? Double.parseDouble(digits) : new BigInteger(digits, radix).doubleValue();
            }
        }
        return value;
    }

    /// Where the longest decimal literal beginning at `from` ends, or -1 if none does.
    private static int decimalEnd(String text, int from, int to) {
        int i = from;
        if (i < to && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            i++;
        }
        if (text.startsWith("Infinity", i)) {
            return i + 8 <= to ? i + 8 : -1;
        }
        int end = digitsEnd(text, i, to, 10);
        int digits = end - i;
        if (end < to && text.charAt(end) == '.') {
            int fraction = digitsEnd(text, end + 1, to, 10);
            digits += fraction - end - 1;
            end = fraction;
        }
        return digits == 0 ? -1 : exponentEnd(text, end, to);
    }

    private static int exponentEnd(String text, int from, int to) {
        if (from + 1 >= to || (text.charAt(from) | 0x20) != 'e') {
            return from;
        }
        char sign = text.charAt(from + 1);
        int digits = sign == '-' || sign == '+' ? from + 2 : from + 1;
        int end = digitsEnd(text, digits, to, 10);
        return end == digits ? from : end;
    }

    /// The value of a decimal literal. Up to 15 digits with at most 22 decimals need one exact division (Clinger,
    /// How to read floating point numbers accurately, 1990).
    private static double decimal(String text, int from, int to) {
        boolean negative = text.charAt(from) == '-';
        long digits = 0;
        int point = -1;
        int start = negative || text.charAt(from) == '+' ? from + 1 : from;
        for (int i = start; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                point = i;
            } else if (c >= '0' && c <= '9' && digits < EXACT / 10 - 1) {
                digits = digits * 10 + (c - '0');
            } else {
                return Double.parseDouble(text.substring(from, to));
            }
        }
        int decimals = point < 0 ? 0 : to - point - 1;
        if (decimals >= POWERS.length) {
            return Double.parseDouble(text.substring(from, to));
        }
        double value = digits / POWERS[decimals];
        return negative ? -value : value;
    }
}
