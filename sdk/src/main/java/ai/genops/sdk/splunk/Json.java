package ai.genops.sdk.splunk;

import java.math.BigDecimal;
import java.util.List;

/** Writes JSON text. */
final class Json {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(1024);

    Json raw(String text) {
        out.append(text);
        return this;
    }

    Json text(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || isLone(value, i)) {
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
            } else {
                out.append(c);
            }
        }
        out.append('"');
        return this;
    }

    /** Half of a surrogate pair, which has no UTF-8. */
    private static boolean isLone(String value, int at) {
        char c = value.charAt(at);
        boolean isPaired = Character.isHighSurrogate(c)
                ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
        return Character.isSurrogate(c) && !isPaired;
    }

    /** Numbers as plain decimals; what is no number in JSON becomes null. */
    Json value(Object value) {
        if (value instanceof Double number) {
            return raw(Double.isFinite(number) ? plain(BigDecimal.valueOf(number)) : "null");
        }
        if (value instanceof Boolean || value instanceof Long) {
            return raw(value.toString());
        }
        if (value instanceof List<?> list) {
            raw("[");
            for (int i = 0; i < list.size(); i++) {
                raw(i > 0 ? "," : "").value(list.get(i));
            }
            return raw("]");
        }
        return text(value.toString());
    }

    /** Seconds since 1970 with as many decimals as needed; Splunk refuses exponents. */
    Json seconds(long epochNanos) {
        return raw(plain(BigDecimal.valueOf(epochNanos, 9)));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
