package ai.genops.server.splunk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A thing that Splunk's clients list and look at: an entry of an Atom feed, or of its JSON.
///
/// @param path of the thing, from `/services/` on
/// @param content by name: texts, numbers, booleans, lists and maps of these
public record Entry(String name, String path, Map<String, Object> content) {
    public Entry {
        content = new LinkedHashMap<>(content);
    }

    /// A thing by its name at the route that lists its like.
    static Entry of(String route, String name, Map<String, Object> content) {
        return new Entry(
                name,
                route + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"),
                content);
    }

    /// Whether a path means it: by its name or, of what has one, its id, the last part of its path.
    boolean isNamed(String wanted) {
        return name.equals(wanted) || path.endsWith("/" + wanted);
    }

    static final Map<String, Object> ACL = Map.of(
            "app",
            "search",
            "owner",
            "nobody",
            "sharing",
            "app",
            "can_write",
            false,
            "modifiable",
            false,
            "perms",
            Map.of("read", List.of("*"), "write", List.of()));

    /// Its fields as texts, those of its rights included; `title` is its name.
    SequencedMap<String, List<String>> flat() {
        var fields = new LinkedHashMap<String, List<String>>();
        fields.put("title", List.of(name));
        fields.put("id", List.of("/services/" + path));
        content.forEach((key, value) -> put(key, value, fields));
        put("eai:acl", ACL, fields);
        fields.put("author", List.of("nobody"));
        return fields;
    }

    /// A map's members stand behind its name and a dot; what is empty is not there.
    private static void put(String name, Object value, Map<String, List<String>> fields) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, inner) -> put(name + "." + key, inner, fields));
            case List<?> list -> {
                var texts = new ArrayList<String>();
                list.forEach(each -> texts.add(text(each)));
                if (!texts.isEmpty()) {
                    fields.put(name, texts);
                }
            }
            default -> {
                if (!text(value).isEmpty()) {
                    fields.put(name, List.of(text(value)));
                }
            }
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Boolean flag -> flag ? "1" : "0";
            case Map<?, ?> map -> String.valueOf(map.get("text"));
            default -> value.toString();
        };
    }
}
