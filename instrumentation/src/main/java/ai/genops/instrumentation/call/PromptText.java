package ai.genops.instrumentation.call;

import com.fasterxml.jackson.databind.JsonNode;

/** The texts of a request, as policies look through them: every text in it, one to a line. */
public final class PromptText {
    private static final int MOST_TEXT = 1_000_001;

    private PromptText() {}

    public static String of(JsonNode body) {
        StringBuilder text = new StringBuilder();
        add(body, text);
        return text.toString();
    }

    private static void add(JsonNode node, StringBuilder text) {
        if (node.isTextual() && text.length() < MOST_TEXT) {
            String value = node.textValue();
            text.append(value, 0, Math.min(value.length(), MOST_TEXT - text.length()))
                    .append('\n');
        }
        node.forEach(child -> add(child, text));
    }
}
