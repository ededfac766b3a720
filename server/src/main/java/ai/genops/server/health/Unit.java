package ai.genops.server.health;

import java.util.Locale;

/// What a metric is measured in, and what a number in a condition is given in.
public enum Unit {
    /// 0 to 100.
    PERCENT("%"),
    SECONDS("s"),
    BYTES("B"),
    COUNT(""),
    PER_SECOND("/s"),
    /// A word, such as `down`.
    STATE("");

    private final String sign;

    Unit(String sign) {
        this.sign = sign;
    }

    /// In lower case: `percent`, `per_second`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A value as people read it.
    String shown(Object value) {
        if (!(value instanceof Double number)) {
            return String.valueOf(value);
        }
        String digits = number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue())
                : String.format(Locale.ROOT, "%.1f", number);
        return sign.isEmpty() ? digits : digits + " " + sign;
    }
}
