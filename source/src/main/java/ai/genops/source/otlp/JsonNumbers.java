package ai.genops.source.otlp;

import ai.genops.source.wire.MalformedException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/// Numbers in JSON: 64-bit integers come as numbers or as texts, doubles also as `"NaN"` and `"Infinity"`, and a
/// whole number may be written `1.0` or `1e3` (protobuf.dev, "ProtoJSON").
final class JsonNumbers {
    private static final BigDecimal MAX_UNSIGNED = new BigDecimal("18446744073709551615");
    private static final String UNSIGNED = "a whole number from 0 to 2^64 - 1";
    private static final Map<String, Double> SPECIAL =
            Map.of("NaN", Double.NaN, "Infinity", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);
    private static final int MAX_DIGITS = 18;

    private JsonNumbers() {}

    static long integer(JsonParser in, Field field, long least, long most) throws IOException, MalformedException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= MAX_DIGITS) {
            return bounded(in, field, in.getLongValue(), least, most);
        }
        long plain = plainDigits(in);
        if (plain >= 0) {
            return bounded(in, field, plain, least, most);
        }
        try {
            return bounded(in, field, exact(in, field).longValueExact(), least, most);
        } catch (ArithmeticException e) {
            throw wrong(in, field, least, most);
        }
    }

    /// 0 to 2^64 - 1, as its 64 bits.
    static long unsigned(JsonParser in, Field field) throws IOException, MalformedException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= MAX_DIGITS) {
            return bounded(in, field, in.getLongValue(), 0, Long.MAX_VALUE);
        }
        long plain = plainDigits(in);
        if (plain >= 0) {
            return plain;
        }
        BigDecimal value = exact(in, field);
        if (value.signum() == 0) {
            return 0;
        }
        // Below 1 comes first: only the exponent is looked at, of which a client can make a billion-digit number.
        boolean belowOne = value.precision() - value.scale() <= 0;
        if (belowOne || value.signum() < 0 || value.compareTo(MAX_UNSIGNED) > 0) {
            throw JsonErrors.wrong(in, field, UNSIGNED);
        }
        try {
            return value.toBigIntegerExact().longValue();
        } catch (ArithmeticException e) {
            throw JsonErrors.wrong(in, field, UNSIGNED);
        }
    }

    static double decimal(JsonParser in, Field field) throws IOException, MalformedException {
        JsonToken token = in.currentToken();
        double value = switch (token) {
            case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> in.getDoubleValue();
            case VALUE_STRING -> {
                Double special = SPECIAL.get(in.getText());
                if (special != null) {
                    yield special;
                }
                exact(in, field);
                yield Double.parseDouble(in.getText());
            }
            case null, default -> throw JsonErrors.wrong(in, field, "a number");
        };
        if (Double.isInfinite(value) && token != JsonToken.VALUE_STRING) {
            throw JsonErrors.wrong(in, field, "a number below 1.8e308");
        }
        return value;
    }

    /// What almost every time in OTLP/JSON is: up to 18 digits, or 19 below 2^63, in a text. -1: something else.
    private static long plainDigits(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
            return -1;
        }
        int length = in.getTextLength();
        if (length == 0 || length > MAX_DIGITS + 1) {
            return -1;
        }
        char[] text = in.getTextCharacters();
        int from = in.getTextOffset();
        long value = 0;
        for (int i = from; i < from + length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static BigDecimal exact(JsonParser in, Field field) throws IOException, MalformedException {
        JsonToken token = in.currentToken();
        String text = in.getText();
        boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        if (!number && (token != JsonToken.VALUE_STRING || text.length() > 1000)) {
            throw JsonErrors.wrong(in, field, "a number");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw JsonErrors.wrong(in, field, "a number");
        }
    }

    private static long bounded(JsonParser in, Field field, long value, long least, long most)
            throws IOException, MalformedException {
        if (value < least || value > most) {
            throw wrong(in, field, least, most);
        }
        return value;
    }

    private static MalformedException wrong(JsonParser in, Field field, long least, long most) throws IOException {
        return JsonErrors.wrong(in, field, "a whole number from %d to %d".formatted(least, most));
    }
}
