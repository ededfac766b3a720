package ai.genops.event;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Any value an event can hold as a text of its own, without quotes.
public final class ValueText {
    private static final int JSON_BYTES = 256;

    private ValueText() {}

    /// A text as it is, numbers as [Numbers] writes them, binary values in base64, lists and objects as JSON;
    /// `null` for null.
    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> text;
            case Double number -> Numbers.text(number);
            case BigDecimal number -> number.toPlainString();
            case byte[] binary -> Base64.getEncoder().encodeToString(binary);
            case List<?> list -> new JsonBuffer(JSON_BYTES).value(list).toString();
            case Map<?, ?> map -> new JsonBuffer(JSON_BYTES).value(map).toString();
            default -> value.toString();
        };
    }
}
