package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Reference;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.SavedSearch;
import ai.genops.server.job.RowJson;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What somebody may want to write next: `GET /api/fields?index=NAME` tells the fields of an index's newest events with
/// their commonest values, `GET /api/commands` what the language has, with the macros and saved searches of the
/// configuration.
final class Completion {
    private static final int EVENTS = 1000;
    private static final int VALUES = 10;
    private static final int LONGEST = 200;

    private final Search search;

    private Completion(Search search) {
        this.search = search;
    }

    static void addTo(ServerBuilder server, Search search) {
        var routes = new Completion(search);
        server.service("/api/fields", Answers.of(HttpMethod.GET, routes::fields));
        server.service("/api/commands", Answers.of(HttpMethod.GET, (_, _) -> ApiServer.json(routes.commands())));
    }

    private record Counted(String name, long count, List<Map.Entry<Value, Long>> values) {}

    private HttpResponse fields(ServiceRequestContext context, AggregatedHttpRequest request) {
        String index = context.queryParams().get("index", "genops_ai");
        if (!index.matches("[A-Za-z0-9_.-]{1,100}")) {
            throw new ApiException(HttpStatus.BAD_REQUEST, "`index` must be the name of one index, is `" + index + "`");
        }
        String spl = "search index=\"" + index + "\" | head " + EVENTS;
        var wanted = new SearchRequest(spl, null, null, EVENTS, Duration.ofSeconds(30));
        Result found = search.as(Gate.principal(context).rights()).run(wanted);
        if (found.messages().stream().anyMatch(message -> message.text().startsWith("there is no index"))) {
            throw new ApiException(
                    HttpStatus.NOT_FOUND, found.messages().getFirst().text());
        }
        return ApiServer.json(write(index, found));
    }

    private static String write(String index, Result found) {
        var out = new JsonBuffer(4096).ascii("{\"index\":").text(index);
        out.ascii(",\"events\":").number(found.rows().size()).ascii(",\"fields\":[");
        List<Counted> counted = java.util.stream.IntStream.range(
                        0, found.fields().size())
                .mapToObj(column -> count(found, column))
                .sorted(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::name))
                .toList();
        for (int i = 0; i < counted.size(); i++) {
            Counted field = counted.get(i);
            out.ascii(i == 0 ? "{\"name\":" : ",{\"name\":").text(field.name());
            out.ascii(",\"count\":").number(field.count()).ascii(",\"values\":[");
            String comma = "";
            for (var value : field.values()) {
                out.ascii(comma).ascii("{\"value\":");
                RowJson.value(value.getKey(), out);
                out.ascii(",\"count\":").number(value.getValue()).raw('}');
                comma = ",";
            }
            out.ascii("]}");
        }
        return out.ascii("]}").toString();
    }

    private static Counted count(Result found, int column) {
        Map<Value, Long> counts = new HashMap<>();
        long present = 0;
        for (Result.Row row : found.rows()) {
            @Nullable Value value = row.values().get(column);
            if (value != null) {
                present++;
                if (value.display().length() <= LONGEST) {
                    counts.merge(value, 1L, Long::sum);
                }
            }
        }
        List<Map.Entry<Value, Long>> commonest = counts.entrySet().stream()
                .sorted(Map.Entry.<Value, Long>comparingByValue()
                        .reversed()
                        .thenComparing(entry -> entry.getKey().display()))
                .limit(VALUES)
                .toList();
        return new Counted(found.fields().get(column).name(), present, commonest);
    }

    private String commands() {
        var out = new JsonBuffer(8192).ascii("{\"commands\":");
        list(Reference.commands(), out);
        out.ascii(",\"functions\":");
        list(Reference.functions(), out);
        out.ascii(",\"aggregates\":");
        list(Reference.aggregates(), out);
        Knowledge known = search.knowledge();
        out.ascii(",\"macros\":");
        list(
                entries(known.macros(), macro -> {
                    String names = String.join(", ", macro.arguments());
                    return (names.isEmpty() ? "" : "(" + names + "): ") + shortened(macro.definition());
                }),
                out);
        out.ascii(",\"saved_searches\":");
        saved(known.savedSearches(), out);
        return out.raw('}').toString();
    }

    /// With `query`, `earliest` and `latest`, so that it can be opened; one with placeholders has no query to open.
    private static void saved(Map<String, SavedSearch> searches, JsonBuffer out) {
        List<Map<String, Object>> list = new ArrayList<>();
        new TreeMap<>(searches).forEach((name, saved) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put("text", saved.description().isEmpty() ? shortened(saved.spl()) : saved.description());
            if (!saved.isUnfinished()) {
                one.put("query", saved.spl());
                one.put("earliest", Objects.requireNonNullElse(saved.earliest(), ""));
                one.put("latest", Objects.requireNonNullElse(saved.latest(), ""));
            }
            list.add(one);
        });
        out.value(list);
    }

    private static <T> List<Reference> entries(Map<String, T> named, Function<T, String> text) {
        return named.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Reference("knowledge", entry.getKey(), text.apply(entry.getValue())))
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static void list(List<Reference> entries, JsonBuffer out) {
        out.raw('[');
        for (int i = 0; i < entries.size(); i++) {
            out.ascii(i == 0 ? "{\"name\":" : ",{\"name\":").text(entries.get(i).name());
            out.ascii(",\"text\":").text(entries.get(i).text()).raw('}');
        }
        out.raw(']');
    }
}
