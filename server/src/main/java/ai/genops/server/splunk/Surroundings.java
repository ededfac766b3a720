package ai.genops.server.splunk;

import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import com.linecorp.armeria.common.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What clients ask besides searches: which server this is, who they are, which indexes there are.
public record Surroundings(String version, String host, Search search, Replies replies) {

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
        return replies.found(call, "apps/local", Map.of("search", app));
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
        return replies.found(call, "data/indexes", indexes);
    }

    private static String cell(Result result, Result.Row row, String name) {
        @Nullable Value value = row.values().get(result.indexOf(name));
        return value == null ? "" : value.display();
    }

    private static long megabytes(String bytes) {
        return bytes.isEmpty() ? 0 : (long) Math.ceil(Double.parseDouble(bytes) / (1 << 20));
    }
}
