package ai.genops.instrumentation.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of a request, as policies look through them: every text in it, one to a line. */
public final class PromptText {
    private static final int MOST_TEXT = 1_000_001;

    private PromptText() {}

    public static String of(JsonNode body) {
        StringBuilder text = new StringBuilder();
        add(body, text);
        return text.toString();
    }

    /** The same of JSON as maps and lists. */
    public static String ofTree(@Nullable Object tree) {
        StringBuilder text = new StringBuilder();
        add(tree, text);
        return text.toString();
    }

    private static void add(JsonNode node, StringBuilder text) {
        if (node.isTextual()) {
            add(node.textValue(), text);
        }
        node.forEach(child -> add(child, text));
    }

    private static void add(@Nullable Object tree, StringBuilder text) {
        if (tree instanceof Map<?, ?> map) {
            map.values().forEach(child -> add(child, text));
        } else if (tree instanceof Iterable<?> items) {
            items.forEach(child -> add(child, text));
        } else if (tree instanceof String value) {
            add(value, text);
        }
    }

    private static void add(String value, StringBuilder text) {
        if (text.length() < MOST_TEXT) {
            text.append(value, 0, Math.min(value.length(), MOST_TEXT - text.length()))
                    .append('\n');
        }
    }
}
