package ai.genops.server.splunk;

import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import com.linecorp.armeria.common.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What clients ask besides searches: which server this is, who they are, which indexes and saved searches there are.
///
/// @param savedSearches SPL by name
public record Surroundings(
        String version, String host, Search search, Supplier<Map<String, String>> savedSearches, Replies replies) {

    HttpResponse info(Call call) {
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
        return replies.entries(call, List.of(new Entry("server-info", "server/info/server-info", content)));
    }

    HttpResponse context(Call call) {
        var content = new LinkedHashMap<String, Object>();
        content.put("username", call.principal().user());
        content.put("realname", call.principal().user());
        content.put("roles", call.principal().roleNames());
        content.put("capabilities", List.of("search", "rtsearch"));
        content.put("defaultApp", "search");
        content.put("email", "");
        content.put("tz", "");
        return replies.entries(call, List.of(new Entry("context", "authentication/current-context/context", content)));
    }

    HttpResponse apps(Call call) {
        Map<String, Object> app = Map.of("label", "Search", "disabled", false, "visible", true, "version", version);
        return found(call, "apps/local", Map.of("search", app));
    }

    /// The indexes that may be searched.
    HttpResponse indexes(Call call) {
        Search theirs = search.as(call.principal().rights());
        Result counts = theirs.run(SearchRequest.of("| eventcount summarize=false index=* index=_*"));
        Map<String, Map<String, Object>> indexes = new LinkedHashMap<>();
        for (Result.Row row : counts.rows()) {
            var content = new LinkedHashMap<String, Object>();
            content.put("totalEventCount", cell(counts, row, "count"));
            content.put("currentDBSizeMB", megabytes(cell(counts, row, "size_bytes")));
            content.put("minTime", cell(counts, row, "earliest_time"));
            content.put("maxTime", cell(counts, row, "latest_time"));
            content.put("datatype", "event");
            content.put("disabled", false);
            content.put("isInternal", cell(counts, row, "index").startsWith("_"));
            indexes.put(cell(counts, row, "index"), content);
        }
        return found(call, "data/indexes", indexes);
    }

    private static String cell(Result result, Result.Row row, String name) {
        @Nullable Value value = row.values().get(result.indexOf(name));
        return value == null ? "" : value.display();
    }

    private static long megabytes(String bytes) {
        return bytes.isEmpty() ? 0 : (long) Math.ceil(Double.parseDouble(bytes) / (1 << 20));
    }

    HttpResponse savedSearches(Call call) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        savedSearches
                .get()
                .forEach((name, spl) -> all.put(
                        name, Map.of("search", spl, "disabled", false, "is_scheduled", false, "is_visible", true)));
        return found(call, "saved/searches", all);
    }

    /// All things of a kind, or the one that is named by the third part of the path.
    private HttpResponse found(Call call, String kind, Map<String, ? extends Map<String, Object>> all) {
        String wanted = call.part(2);
        List<Entry> entries = new ArrayList<>();
        all.forEach((name, content) -> {
            if (wanted.isEmpty() || wanted.equals(name)) {
                entries.add(new Entry(name, kind + "/" + name, content));
            }
        });
        if (!wanted.isEmpty() && entries.isEmpty()) {
            throw Refusal.notThere("Could not find object id=" + wanted);
        }
        return replies.entries(call, entries);
    }
}
