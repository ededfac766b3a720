package ai.genops.search.function;

import ai.genops.search.plan.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One change of a JSON text. A path is as `spath` writes it, `a.b{0}.c`, for JSON_SET_EXACT one key. Where it leads
/// nowhere, objects are made on the way; elements of arrays are not.
final class JsonEdit {
    private static final Pattern STEP = Pattern.compile("([^{}]*)((?:\\{\\d{1,9}})*)");
    private static final Pattern INDEX = Pattern.compile("\\d+");

    private final Op op;
    private final @Nullable Object value;

    private JsonEdit(Op op, @Nullable Object value) {
        this.op = op;
        this.value = value;
    }

    /// The changed text; null if it is no JSON, or nothing is to be done.
    ///
    /// @param edit a JSON array: the operator, the path, the value if it takes one
    static @Nullable String apply(@Nullable String json, @Nullable String edit) {
        if (json == null || edit == null || !(JsonReader.read(edit) instanceof List<?> words)) {
            return null;
        }
        Object root = JsonReader.read(json);
        if (root == null || !(words.get(1) instanceof String path)) {
            return null;
        }
        Op op = Op.valueOf(String.valueOf(words.getFirst()));
        var change = new JsonEdit(op, words.size() > 2 ? words.get(2) : null);
        return JsonReader.write(change.at(root, op == Op.JSON_SET_EXACT ? List.of(path) : steps(path)));
    }

    /// What stands where `was` stood.
    private @Nullable Object at(@Nullable Object was, List<Object> steps) {
        if (steps.isEmpty()) {
            return changed(was);
        }
        List<Object> rest = steps.subList(1, steps.size());
        return switch (steps.getFirst()) {
            case Integer index when was instanceof List<?> list && index < list.size() -> element(list, index, rest);
            case String key
            when was instanceof Map<?, ?> || (was == null && op != Op.JSON_DELETE) -> member(was, key, rest);
            default -> was;
        };
    }

    private List<@Nullable Object> element(List<?> was, int index, List<Object> rest) {
        var elements = new ArrayList<@Nullable Object>(was);
        if (op == Op.JSON_DELETE && rest.isEmpty()) {
            elements.remove(index);
        } else {
            elements.set(index, at(elements.get(index), rest));
        }
        return elements;
    }

    private Map<String, @Nullable Object> member(@Nullable Object was, String key, List<Object> rest) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        if (was instanceof Map<?, ?> object) {
            object.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        if (op != Op.JSON_DELETE) {
            members.put(key, at(members.get(key), rest));
        } else if (rest.isEmpty()) {
            members.remove(key);
        } else if (members.containsKey(key)) {
            members.put(key, at(members.get(key), rest));
        }
        return members;
    }

    private @Nullable Object changed(@Nullable Object was) {
        if (op != Op.JSON_APPEND && op != Op.JSON_EXTEND) {
            return value;
        }
        if (was != null && !(was instanceof List<?>)) {
            return was;
        }
        var elements = new ArrayList<@Nullable Object>(was instanceof List<?> list ? list : List.of());
        if (op == Op.JSON_EXTEND && value instanceof List<?> more) {
            elements.addAll(more);
        } else {
            elements.add(value);
        }
        return elements;
    }

    /// Keys, which are texts, and places in arrays, which are numbers.
    private static List<Object> steps(String path) {
        var steps = new ArrayList<Object>();
        for (String part : path.split("\\.", -1)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                steps.add(part);
                continue;
            }
            if (!step.group(1).isEmpty()) {
                steps.add(step.group(1));
            }
            INDEX.matcher(step.group(2)).results().forEach(index -> steps.add(Integer.valueOf(index.group())));
        }
        return steps;
    }
}
