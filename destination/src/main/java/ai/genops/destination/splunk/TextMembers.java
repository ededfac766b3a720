package ai.genops.destination.splunk;

import ai.genops.event.ValueText;
import ai.genops.pipeline.processor.parse.JsonObjects;
import ai.genops.pipeline.processor.parse.UnparsableException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Splunk takes out of an event's text by itself: the members of a JSON object, those of nested ones under
/// dotted names. A text that is none, or is larger than [JsonObjects] reads, has no members.
record TextMembers(Map<String, Object> object) {
    static final TextMembers NONE = new TextMembers(Map.of());

    /// Objects whose members the source of HEC takes for the event's own.
    private static final List<String> TAKEN_APART = List.of("attributes", "resource");

    private static final JsonObjects JSON = new JsonObjects();

    static TextMembers of(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return NONE;
        }
        try {
            return new TextMembers(JSON.parse(text));
        } catch (UnparsableException _) {
            return NONE;
        }
    }

    /// Whether the text has this value under this name: a name that has another one there stands beside the text.
    boolean have(String name, @Nullable Object value) {
        return has(object, name, value)
                || TAKEN_APART.stream()
                        .anyMatch(part -> object.get(part) instanceof Map<?, ?> inner && has(inner, name, value));
    }

    private static boolean has(Map<?, ?> members, String name, @Nullable Object value) {
        if (isSame(members.get(name), value)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (members.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                    && has(inner, name.substring(dot + 1), value)) {
                return true;
            }
        }
        return false;
    }

    /// Whether both are the same as fields, which are texts.
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return one != null
                && other != null
                && (one.equals(other) || ValueText.of(one).equals(ValueText.of(other)));
    }
}
