package ai.genops.expression;

import ai.genops.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Code that makes texts, arrays and objects from parts.
final class Structures {
    private Structures() {}

    /// An element of an array, or an argument.
    record Part(Code code, boolean spread) {}

    /// A member of an object; without a key: the members of another object.
    record Entry(@Nullable Code key, Code value) {}

    record Join(List<Code> parts) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
            var text = new StringBuilder(64);
            for (Code code : parts) {
                text.append(Values.text(code.value(event, locals)));
                Limits.checkText(text.length());
            }
            locals.spend(text.length());
            return text.toString();
        }
    }

    record ArrayOf(List<Part> parts) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
            List<@Nullable Object> list = new ArrayList<>(parts.size());
            for (Part part : parts) {
                Object value = part.code.value(event, locals);
                if (part.spread) {
                    list.addAll(spread(value));
                } else {
                    list.add(value);
                }
                Limits.checkElements(list.size());
            }
            locals.spend(list.size());
            return list;
        }
    }

    /// A text's characters, a surrogate pair being one.
    static List<String> characters(String text) {
        Limits.checkElements(text.length() / 2);
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    static List<?> spread(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list;
            case String text -> characters(text);
            case JsSet set -> set.list();
            case null, default ->
                throw new EvaluationException("only arrays and text can be spread, found " + Arguments.describe(value));
        };
    }

    record ObjectOf(List<Entry> entries) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Entry entry : entries) {
                Object value = entry.value.value(event, locals);
                if (entry.key != null) {
                    map.put(Values.text(entry.key.value(event, locals)), value);
                } else {
                    map.putAll(ObjectFunctions.members(value));
                }
            }
            locals.spend(map.size());
            return map;
        }
    }
}
