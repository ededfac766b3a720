package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What events are told apart by, as one text: values as they print, `*absent` for one that is not there,
/// several joined by `/`. No two lists of values have the same text: `%` and `*` inside a value become `%25`
/// and `%2A`, and of several values `/` becomes `%2F`.
record KeyText(List<Value> values) {
    static final int MAX_LENGTH = 256;
    private static final String ABSENT = "*absent";

    /// Empty without values; null if it is longer than [#MAX_LENGTH].
    @Nullable
    String of(Event event) {
        if (values.size() == 1) {
            return bounded(escaped(values.getFirst().of(event)));
        }
        var text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i > 0 ? "/" : "")
                    .append(escaped(values.get(i).of(event)).replace("/", "%2F"));
        }
        return bounded(text.toString());
    }

    private static @Nullable String bounded(String text) {
        return text.length() <= MAX_LENGTH ? text : null;
    }

    private static String escaped(@Nullable Object value) {
        return value == null ? ABSENT : text(value).replace("%", "%25").replace("*", "%2A");
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Long number -> number.toString();
            case Double number -> Numbers.text(number);
            case Boolean flag -> flag.toString();
            default -> new JsonBuffer(64).value(value).toString();
        };
    }
}
