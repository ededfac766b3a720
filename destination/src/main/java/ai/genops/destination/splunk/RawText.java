package ai.genops.destination.splunk;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Own;
import ai.genops.event.ValueText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An event that is a text: what came in over HEC, or what a pipeline wrote as `_raw`. Splunk shows it as it is;
/// what is known beside it are its indexed fields, each a text or several.
final class RawText {
    private static final String RAW = Own.RAW.word();
    /// Stands elsewhere.
    private static final Set<String> APART =
            Stream.of(Filed.values()).map(Filed::label).collect(Collectors.toUnmodifiableSet());

    private RawText() {}

    /// The text; null if the event has none, or a blank one, which Splunk refuses.
    static @Nullable String of(Event event) {
        int slot = event.fields().find(RAW);
        Object set = slot < 0 ? null : event.field(slot);
        Object raw = set != null ? set : event.own().get(Own.RAW.key());
        return raw instanceof String text && !text.isBlank() ? text : null;
    }

    /// Writes the members of `fields`, each with a comma behind it: attributes that do not stand in the text;
    /// what the pipeline set, but for names that begin with `__`, which are its own; and of how many events it
    /// is one.
    static void writeFields(Event event, String text, JsonBuffer out) {
        writeAttributes(event, text, out);
        List<String> names = event.fields().names();
        for (int slot = 0; slot < names.size(); slot++) {
            String name = names.get(slot);
            if (!name.equals(RAW) && !APART.contains(name) && !name.startsWith("__")) {
                member(name, event.field(slot), out);
            }
        }
        if (event.sampleRate() != 1) {
            member("sample_rate", event.sampleRate(), out);
        }
    }

    private static void writeAttributes(Event event, String text, JsonBuffer out) {
        Attributes attributes = event.attributes();
        TextMembers members = attributes.size() == 0 ? TextMembers.NONE : TextMembers.of(text);
        for (int i = 0; i < attributes.size(); i++) {
            String name = attributes.key(i).name();
            int slot = event.fields().find(name);
            boolean set = slot >= 0 && event.field(slot) != null;
            if (!set && !members.have(name, attributes.value(i))) {
                member(name, attributes.value(i), out);
            }
        }
    }

    private static void member(String name, @Nullable Object value, JsonBuffer out) {
        if (value == null || (value instanceof List<?> list && list.isEmpty())) {
            return;
        }
        out.text(name).raw(':');
        if (value instanceof List<?> list) {
            out.raw('[');
            for (Object item : list) {
                out.text(ValueText.of(item)).raw(',');
            }
            out.truncate(out.size() - 1);
            out.raw(']');
        } else {
            out.text(ValueText.of(value));
        }
        out.raw(',');
    }
}
