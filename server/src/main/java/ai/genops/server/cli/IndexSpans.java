package ai.genops.server.cli;

import ai.genops.conformance.Conformance;
import ai.genops.conformance.Unit;
import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import ai.genops.server.ServerOptions;
import ai.genops.server.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spans of an index, without their events, which an index does not have.
record IndexSpans(SearchRequest request) {
    /// Checks them; whether there were more than the request takes.
    boolean read(@Nullable String url, int portOffset, @Nullable Path data, Conformance conformance)
            throws IOException, InterruptedException {
        String api = url != null ? url : "http://127.0.0.1:" + (ServerOptions.API_PORT + portOffset);
        Result answer = new ServerSearch(api, data).run(request);
        if (answer == null && url != null) {
            throw new UserException("no server answers at " + url);
        }
        Path folder = data != null ? data : ServerMixin.home().resolve("data");
        Result result = answer != null ? answer : FolderSearch.run(folder, request);
        List<String> names = result.names();
        for (Result.Row row : result.rows()) {
            Unit unit = unit(names, row);
            if (unit != null) {
                conformance.check(unit);
            }
        }
        return result.truncated();
    }

    /// Null if it is no span.
    private static @Nullable Unit unit(List<String> names, Result.Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Value value = row.values().get(i);
            if (value != null) {
                values.put(names.get(i), value instanceof Value.Num number ? number.number() : value.display());
            }
        }
        String span = text(values, "span_id");
        return span.isEmpty()
                ? null
                : new Unit(text(values, "trace_id"), span, text(values, "name"), values, Set.of(), List.of(), false);
    }

    private static String text(Map<String, Object> values, String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }
}
