package ai.genops.server.splunk;

import ai.genops.search.SearchRequest;
import ai.genops.search.knowledge.Asker;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.SavedSearch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Saved searches, macros and lookups as Splunk's clients see them; everybody who may search may.
record KnowledgeEntries(Supplier<Knowledge> known) {

    List<Entry> savedSearches(Asker who) {
        return new TreeMap<>(known.get().savedSearches())
                .entrySet().stream()
                        .map(saved -> Entry.of("saved/searches", saved.getKey(), content(saved.getValue())))
                        .toList();
    }

    private static LinkedHashMap<String, Object> content(SavedSearch saved) {
        var content = new LinkedHashMap<String, Object>();
        content.put("search", saved.spl());
        content.put("qualifiedSearch", saved.spl());
        content.put("description", saved.description());
        content.put("dispatch.earliest_time", orEmpty(saved.earliest()));
        content.put("dispatch.latest_time", orEmpty(saved.latest()));
        content.put("dispatch.max_count", SearchRequest.DEFAULT_MAX_ROWS);
        content.put("disabled", false);
        content.put("is_scheduled", false);
        content.put("is_visible", true);
        return content;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    List<Entry> macros(Asker who) {
        return new TreeMap<>(known.get().macros())
                .entrySet().stream()
                        .map(macro -> {
                            var content = new LinkedHashMap<String, Object>();
                            content.put("definition", macro.getValue().definition());
                            content.put(
                                    "args", String.join(",", macro.getValue().arguments()));
                            content.put("iseval", false);
                            content.put("disabled", false);
                            return Entry.of("admin/macros", macro.getKey(), content);
                        })
                        .toList();
    }

    List<Entry> lookupFiles(Asker who) {
        return lookups("data/lookup-table-files", ".csv");
    }

    List<Entry> lookupDefinitions(Asker who) {
        return lookups("data/transforms/lookups", "");
    }

    private List<Entry> lookups(String route, String ending) {
        return new TreeSet<>(known.get().lookups().names())
                .stream()
                        .map(name -> {
                            var content = new LinkedHashMap<String, Object>();
                            content.put("eai:appName", "search");
                            content.put("eai:userName", "nobody");
                            content.put("filename", name.endsWith(".csv") ? name : name + ".csv");
                            content.put("type", "file");
                            content.put("disabled", false);
                            return Entry.of(route, name.endsWith(ending) ? name : name + ending, content);
                        })
                        .toList();
    }
}
