package ai.genops.pipeline.lookup;

import ai.genops.event.Numbers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The text by which a row is found: its key values, several joined by a character that text does not have.
final class LookupKey {
    private static final char BETWEEN = '\u0000';

    private LookupKey() {}

    static String of(@Nullable Object[] values, boolean caseSensitive) {
        if (values.length == 1) {
            return text(values[0], caseSensitive);
        }
        StringBuilder key = new StringBuilder();
        for (Object value : values) {
            key.append(text(value, caseSensitive)).append(BETWEEN);
        }
        return key.toString();
    }

    private static String text(@Nullable Object value, boolean caseSensitive) {
        String text = switch (value) {
            case null -> "";
            case Double number -> Numbers.text(number);
            default -> value.toString();
        };
        return caseSensitive ? text : text.toLowerCase(Locale.ROOT);
    }
}
