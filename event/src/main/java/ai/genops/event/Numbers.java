package ai.genops.event;

/// Numbers as text, as JavaScript writes them (ECMA-262, Number::toString): the shortest decimal that reads back as
/// the same double, without an exponent from 1e-6 up to 1e21.
public final class Numbers {
    private Numbers() {}

    public static String text(double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(whole) < 1L << 53) {
            return Long.toString(whole);
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return value < 0 ? "-" + positive(-value) : positive(value);
    }

    /// Double.toString gives the shortest digits since JDK 19, in Java's own form; only the form differs, and not for
    /// what most numbers are.
    private static String positive(double value) {
        String java = Double.toString(value);
        if (value >= 1e-3 && value < 1e7) {
            return java;
        }
        return value >= 1e-6 && value < 1e-3 ? small(java) : form(java, value);
    }

    /// `2.5E-4` → `0.00025`.
    private static String small(String java) {
        int e = java.indexOf('E');
        int zeros = java.charAt(e + 2) - '1';
        int end = java.charAt(e - 1) == '0' ? e - 2 : e;
        return "0." + "00000".substring(0, zeros) + java.charAt(0) + java.substring(2, Math.max(2, end));
    }

    private static String form(String java, double value) {
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int exponent = e < 0 ? 0 : Integer.parseInt(java, e + 1, java.length(), 10);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        digits = digits.substring(leading, end);
        point += exponent - leading;
        return form(digits.length() == 2 ? oneIfEnough(digits, point, value) : digits, point);
    }

    /// Java gives at least two digits, even where one reads back as the same double (5e-324).
    private static String oneIfEnough(String digits, int point, double value) {
        int rounded = Math.round(Integer.parseInt(digits) / 10f);
        return rounded < 10 && Double.parseDouble(rounded + "e" + (point - 1)) == value
                ? Integer.toString(rounded)
                : digits;
    }

    /// `digits` times ten to the power of `point - digits.length()`.
    private static String form(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + '.' + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String sign = exponent < 0 ? "e-" : "e+";
        String head = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return head + sign + Math.abs(exponent);
    }
}
