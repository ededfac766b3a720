package ai.genops.server.splunk;

import ai.genops.search.Reference;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import ai.genops.search.knowledge.Asker;
import ai.genops.search.plan.Rights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What clients ask besides searches: which server this is, who they are, which indexes and commands there are.
record Surroundings(String version, String host, Search search) {

    List<Entry> info(Asker who) {
        var content = new LinkedHashMap<String, Object>();
        content.put("version", Feed.API_VERSION);
        content.put("build", "genops");
        content.put("product_type", "genops");
        content.put("instance_type", "genops");
        content.put("genops_version", version);
        content.put("serverName", host);
        content.put("host", host);
        content.put("guid", host);
        content.put("mode", "normal");
        content.put("isFree", false);
        content.put("isTrial", false);
        content.put("licenseState", "OK");
        content.put("licenseKeys", List.of());
        content.put("licenseSignature", "");
        content.put("licenseLabels", List.of());
        content.put("master_guid", host);
        content.put("rtsearch_enabled", true);
        content.put("server_roles", List.of("search_head", "indexer"));
        content.put("os_name", "Linux");
        content.put("cpu_arch", "");
        content.put("os_build", "");
        content.put("os_version", "");
        return List.of(new Entry("server-info", "server/info/server-info", content));
    }

    List<Entry> context(Asker who) {
        var content = new LinkedHashMap<String, Object>();
        content.put("username", who.user());
        content.put("realname", who.user());
        content.put("roles", who.roles());
        content.put("capabilities", People.capabilities(who.administers()));
        content.put("defaultApp", "search");
        content.put("email", "");
        content.put("tz", "");
        return List.of(new Entry("context", "authentication/current-context/context", content));
    }

    List<Entry> apps(Asker who) {
        Map<String, Object> app = Map.of("label", "Search", "disabled", false, "visible", true, "version", version);
        return List.of(new Entry("search", "apps/local/search", app));
    }

    List<Entry> commands(Asker who) {
        return Reference.commands().stream()
                .map(command -> Entry.of(
                        "search/commands",
                        command.name(),
                        Map.of("description", command.text(), "type", "builtin", "disabled", false)))
                .toList();
    }

    /// The indexes that may be searched.
    List<Entry> indexes(Asker who) {
        Result counts = search.as(new Rights(who.indexes(), false))
                .run(SearchRequest.of("| eventcount summarize=false index=* index=_*"));
        return counts.rows().stream()
                .map(row -> {
                    var content = new LinkedHashMap<String, Object>();
                    content.put("totalEventCount", cell(counts, row, "count"));
                    content.put("currentDBSizeMB", megabytes(cell(counts, row, "size_bytes")));
                    content.put("minTime", cell(counts, row, "earliest_time"));
                    content.put("maxTime", cell(counts, row, "latest_time"));
                    content.put("datatype", "event");
                    content.put("disabled", false);
                    content.put("isInternal", cell(counts, row, "index").startsWith("_"));
                    return Entry.of("data/indexes", cell(counts, row, "index"), content);
                })
                .toList();
    }

    static String cell(Result result, Result.Row row, String name) {
        @Nullable Value value = row.values().get(result.indexOf(name));
        return value == null ? "" : value.display();
    }

    private static long megabytes(String bytes) {
        return bytes.isEmpty() ? 0 : (long) Math.ceil(Double.parseDouble(bytes) / (1 << 20));
    }
}
