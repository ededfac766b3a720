package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.RestRoutes;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Cursor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeSet;

/// `| rest /services/saved/searches count=10 search="name=x*"`: what the server tells of itself under a
/// route of its REST API, as far as whoever searches may see it; nothing is asked over the network. Splunk,
/// Search Reference, `rest`.
///
/// @param count 0: all
/// @param filter `NAME=PATTERN`, or a text in any value; empty: none
/// @param passedOver arguments that have no effect here
record Rest(String path, long count, String filter, List<String> fields, List<String> passedOver, int at)
        implements Command.Source {
    private static final List<String> OF_CLUSTERS =
            List.of("splunk_server", "splunk_server_group", "timeout", "strict", "server");

    static Rest read(Cursor in) {
        int at = in.here();
        String path = in.name("a route");
        long count = 0;
        String filter = "";
        var fields = new ArrayList<String>();
        var passedOver = new ArrayList<String>();
        while (!in.atEnd()) {
            int here = in.here();
            if (!in.comesOption()) {
                throw in.errorAt(
                        here,
                        "`rest` does not take %s here".formatted(in.found()),
                        "Example: | rest /services/server/info");
            }
            String name = in.word().toLowerCase(Locale.ROOT);
            in.expect("=", "");
            int value = in.here();
            String text = in.optionValue();
            switch (name) {
                case "count" -> count = count(text, value, in);
                case "search" -> filter = text;
                case "f" -> fields.add(text);
                default -> {
                    if (!OF_CLUSTERS.contains(name)) {
                        passedOver.add(name);
                    }
                }
            }
        }
        return new Rest(path, count, filter, List.copyOf(fields), List.copyOf(passedOver), at);
    }

    private static long count(String text, int at, Cursor in) {
        if (!text.matches("-1|\\d{1,9}")) {
            throw in.errorAt(at, "`count=%s` is no number".formatted(text), "count=0 is all.");
        }
        return Math.max(Long.parseLong(text), 0);
    }

    @Override
    public Relation open(Planning planning) {
        RestRoutes routes = planning.knowledge().routes();
        if (!routes.refusal().isEmpty()) {
            throw planning.error(at, routes.refusal(), "`rest` asks the server whose search it is.");
        }
        String wanted = normalised(path);
        String route = route(wanted, routes, planning);
        String name = wanted.length() == route.length() ? "" : decoded(wanted.substring(route.length() + 1));
        passedOver.forEach(each -> planning.info("`rest` passes over `%s=`".formatted(each)));
        List<SequencedMap<String, List<String>>> things =
                routes.read(route, planning.catalog().rights().asker()).stream()
                        .filter(thing -> name.isEmpty()
                                || thing.getOrDefault("title", List.of()).contains(name))
                        .filter(this::matches)
                        .limit(count == 0 ? Long.MAX_VALUE : count)
                        .toList();
        if (!name.isEmpty() && things.isEmpty()) {
            planning.warn("there is no `%s` at `%s`".formatted(name, route));
        }
        return Rows.of(grid(things), "rest", planning);
    }

    /// Without `services`, owner and app, the version of a route, and slashes around it.
    private static String normalised(String path) {
        return path.replaceFirst("^/+", "")
                .replaceFirst("^servicesNS/[^/]*/[^/]*/", "")
                .replaceFirst("^services/", "")
                .replaceFirst("^search/v2/", "search/")
                .replaceFirst("/+$", "");
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    private String route(String wanted, RestRoutes routes, Planning planning) {
        for (String route : routes.names()) {
            if (wanted.equals(route) || wanted.startsWith(route + "/")) {
                return route;
            }
        }
        String nearest = Nearest.to(wanted, routes.names());
        throw planning.error(
                at,
                "there is no route `%s` here".formatted(path),
                (nearest == null ? "" : "Did you mean `/services/%s`? ".formatted(nearest)) + "There are: "
                        + String.join(", ", new TreeSet<>(routes.names())));
    }

    private boolean matches(SequencedMap<String, List<String>> thing) {
        if (filter.isEmpty()) {
            return true;
        }
        int equals = filter.indexOf('=');
        if (equals > 0) {
            String field = filter.substring(0, equals).strip();
            var pattern = new Wildcard(filter.substring(equals + 1).strip().replace("\"", ""));
            return thing.getOrDefault(field.equals("name") ? "title" : field, List.of()).stream()
                    .anyMatch(pattern::matches);
        }
        String text = filter.toLowerCase(Locale.ROOT).replace("*", "");
        return thing.values().stream()
                .flatMap(List::stream)
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }

    private Grid grid(List<SequencedMap<String, List<String>>> things) {
        SequencedMap<String, Type> types = new LinkedHashMap<>();
        types.put("title", Type.TEXT);
        for (SequencedMap<String, List<String>> thing : things) {
            thing.forEach((field, values) -> {
                if (fields.isEmpty() || fields.contains(field)) {
                    types.merge(
                            field,
                            values.size() > 1 ? Type.LIST : Type.TEXT,
                            (one, other) -> one == Type.LIST ? one : other);
                }
            });
        }
        List<Grid.Row> rows = things.stream()
                .map(thing -> new Grid.Row(types.keySet().stream()
                        .map(field -> {
                            List<String> values = thing.get(field);
                            return values == null || values.isEmpty() ? null : values;
                        })
                        .collect(java.util.stream.Collectors.toCollection(ArrayList::new))))
                .toList();
        return new Grid(
                types.entrySet().stream()
                        .map(type -> new Grid.Field(type.getKey(), type.getValue()))
                        .toList(),
                rows);
    }
}
