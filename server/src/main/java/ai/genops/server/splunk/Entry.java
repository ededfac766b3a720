package ai.genops.server.splunk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A thing that Splunk's clients list and look at: an entry of an Atom feed, or of its JSON.
///
/// @param path of the thing, from `/services/` on
/// @param content by name: texts, numbers, booleans, lists and maps of these
record Entry(String name, String path, Map<String, Object> content) {
    Entry {
        content = new LinkedHashMap<>(content);
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
}
