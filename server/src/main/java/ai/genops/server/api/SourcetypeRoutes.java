package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `GET /api/sourcetypes`, with `earliest` and `latest` if wanted: what the events of that time are filed under, of the
/// indexes that somebody may search, by one search that reads no texts; and what tokens of the Event Collector would
/// file under, whether anything came or not.
final class SourcetypeRoutes {
    /// The most frequent so many are told.
    private static final int MOST = 1_000;
    /// Of each so many sources are told, the first by their names.
    private static final int SOURCES = 20;

    private static final String SPL = """
            | tstats count as events min(_time) as first max(_time) as last dc(source) as source_count \
            values(source) as sources values(index) as indexes where index=* OR index=_* by sourcetype \
            | eval sources=mvindex(sources, 0, %d) | sort %d - events\
            """.formatted(SOURCES - 1, MOST + 1);

    private final Search search;
    private final ServerView view;

    private SourcetypeRoutes(Search search, ServerView view) {
        this.search = search;
        this.view = view;
    }

    static void addTo(ServerBuilder server, ServerView view, Search search) {
        var routes = new SourcetypeRoutes(search, view);
        server.service("/api/sourcetypes", Answers.of(HttpMethod.GET, routes::list));
    }

    private HttpResponse list(ServiceRequestContext context, AggregatedHttpRequest request) {
        var query = context.queryParams();
        SearchRequest wanted = SearchRequest.of(SPL)
                .between(text(query.get("earliest")), text(query.get("latest")))
                .atMost(MOST)
                .strictly(false);
        Result found = search.as(Gate.principal(context).rights()).run(wanted);
        Map<String, List<Object>> tokens = tokens();
        Set<String> seen = new TreeSet<>();
        List<Object> list = new ArrayList<>();
        for (Result.Row row : found.rows()) {
            Map<String, @Nullable Object> one = read(found, row);
            String name = String.valueOf(one.get("name"));
            seen.add(name);
            one.put("tokens", tokens.getOrDefault(name, List.of()));
            list.add(one);
        }
        if (!found.truncated()) {
            tokens.keySet().removeAll(seen);
            tokens.forEach((name, of) -> list.add(unseen(name, of)));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("sourcetypes", list);
        answer.put("truncated", found.truncated());
        return ApiServer.json(new JsonBuffer(1024).value(answer).toString());
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given;
    }

    /// By the source type that they file under.
    private Map<String, List<Object>> tokens() {
        Map<String, List<Object>> tokens = new TreeMap<>();
        for (ServerView.Collector collector : view.collectors()) {
            new TreeMap<>(collector.sourcetypes())
                    .forEach((token, sourcetype) -> tokens.computeIfAbsent(sourcetype, _ -> new ArrayList<>())
                            .add(Map.of("source", collector.id(), "token", token)));
        }
        return tokens;
    }

    private static Map<String, @Nullable Object> read(Result found, Result.Row row) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("name", String.join("\n", texts(cell(found, row, "sourcetype"))));
        one.put("events", number(cell(found, row, "events")).longValue());
        one.put("first_time", time(cell(found, row, "first")));
        one.put("last_time", time(cell(found, row, "last")));
        one.put("indexes", texts(cell(found, row, "indexes")));
        one.put("source_count", number(cell(found, row, "source_count")).longValue());
        one.put("sources", texts(cell(found, row, "sources")));
        return one;
    }

    private static Map<String, @Nullable Object> unseen(String name, List<Object> tokens) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("name", name);
        one.put("events", 0L);
        one.put("first_time", null);
        one.put("last_time", null);
        one.put("indexes", List.of());
        one.put("source_count", 0L);
        one.put("sources", List.of());
        one.put("tokens", tokens);
        return one;
    }

    private static @Nullable Value cell(Result found, Result.Row row, String field) {
        int at = found.indexOf(field);
        return at < 0 ? null : row.values().get(at);
    }

    private static List<String> texts(@Nullable Value value) {
        return switch (value) {
            case null -> List.of();
            case Value.Many(var values) -> values.stream().map(Value::display).collect(Collectors.toList());
            case Value.Text one -> List.of(one.display());
            case Value.Num one -> List.of(one.display());
        };
    }

    private static BigDecimal number(@Nullable Value value) {
        return value instanceof Value.Num(BigDecimal number) ? number : BigDecimal.ZERO;
    }

    private static @Nullable String time(@Nullable Value value) {
        if (!(value instanceof Value.Num(BigDecimal seconds))) {
            return null;
        }
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos).toString();
    }
}
