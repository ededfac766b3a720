package ai.genops.search.command;

import ai.genops.search.function.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a JSON object, at any depth (`a.b`, elements of arrays as `a{}`) or of the object alone, with objects
/// in it as text. A text that is no JSON object has none.
record JsonFields(boolean deep) implements TextFields {

    @Override
    public Map<String, List<String>> of(String text) {
        var fields = new LinkedHashMap<String, List<String>>();
        Object json = JsonReader.read(text);
        if (json instanceof Map<?, ?> object) {
            object.forEach((name, value) -> add(String.valueOf(name), value, fields));
        } else if (deep && json instanceof List<?> list) {
            list.forEach(each -> add("{}", each, fields));
        }
        return fields;
    }

    private void add(String path, @Nullable Object value, Map<String, List<String>> fields) {
        if (deep && value instanceof Map<?, ?> object) {
            object.forEach((name, each) -> add(path + "." + name, each, fields));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> {
                if (deep) {
                    add(path + "{}", each, fields);
                } else {
                    put(path, each, fields);
                }
            });
        } else if (value != null) {
            put(path, value, fields);
        }
    }

    private static void put(String path, @Nullable Object value, Map<String, List<String>> fields) {
        if (value != null) {
            fields.computeIfAbsent(path, _ -> new ArrayList<>())
                    .add(value instanceof String text ? text : JsonReader.write(value));
        }
    }
}
