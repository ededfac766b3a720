package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Commands against a plain evaluation over lists, on random events. `-Ddifferential.seed=N` repeats a run.
class DifferentialTest {
    private static final long SEED = Long.getLong("differential.seed", new Random().nextLong());
    private static final int ROUNDS = 25;
    private static final int EVENTS = 120;
    private static final long START = 1_773_100_800L;

    /// Newest first, as a search gives them; `id` is the place.
    record Event(
            int id,
            long time,
            @Nullable String team,
            @Nullable String model,
            @Nullable Integer cost) {}

    private static final Random RANDOM = new Random(SEED);
    private static final TestLake LAKE = new TestLake();
    private static final List<Event> EVENTS_OF_LAKE = new ArrayList<>();

    @BeforeAll
    static void fill() {
        System.out.println("differential.seed=" + SEED);
        var json = new ArrayList<String>();
        for (int i = 0; i < EVENTS; i++) {
            int id = EVENTS - 1 - i;
            var event = new Event(id, START + 37L * i, pick("a", "b", "c", "d"), pick("x", "y", "z"), number());
            EVENTS_OF_LAKE.add(event);
            json.add("{\"_time\":\"%s\",\"fields\":{\"id\":%d%s%s%s}}"
                    .formatted(
                            java.time.Instant.ofEpochSecond(event.time())
                                    .toString()
                                    .replace("Z", ""),
                            id,
                            event.team() == null ? "" : ",\"team\":\"" + event.team() + "\"",
                            event.model() == null ? "" : ",\"model\":\"" + event.model() + "\"",
                            event.cost() == null ? "" : ",\"cost\":" + event.cost()));
        }
        EVENTS_OF_LAKE.sort(Comparator.comparingInt(Event::id));
        LAKE.add("genops_ai", "[" + String.join(",", json) + "]");
    }

    @AfterAll
    static void close() {
        LAKE.close();
    }

    private static @Nullable String pick(String... values) {
        int i = RANDOM.nextInt(values.length + 1);
        return i == values.length ? null : values[i];
    }

    private static @Nullable Integer number() {
        return RANDOM.nextInt(6) == 0 ? null : RANDOM.nextInt(50) - 10;
    }

    /// A random part of the events, by a condition that both sides understand.
    private record Part(String condition, List<Event> events) {
        static Part random() {
            int from = RANDOM.nextInt(EVENTS);
            int to = from + RANDOM.nextInt(EVENTS - from);
            return new Part(
                    "id>=%d id<=%d".formatted(from, to),
                    EVENTS_OF_LAKE.stream()
                            .filter(e -> e.id() >= from && e.id() <= to)
                            .toList());
        }
    }

    private static void check(String spl, List<String> expected) {
        List<String> found = LAKE.json("index=genops_ai " + spl).lines().toList();
        assertThat(found).as("seed %d: %s", SEED, spl).isEqualTo(expected);
    }

    private static String row(Object... namesAndValues) {
        var members = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (!value.equals(NONE)) {
                members.add(
                        "\"%s\":%s".formatted(namesAndValues[i], value instanceof String s ? "\"" + s + "\"" : value));
            }
        }
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private static final Object NONE = new Object();

    private static Object orNone(@Nullable Object value) {
        return value == null ? NONE : value;
    }

    private static List<Integer> costs(List<Event> events) {
        return events.stream()
                .map(Event::cost)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static Object sum(List<Event> events) {
        List<Integer> costs = costs(events);
        return costs.isEmpty()
                ? NONE
                : costs.stream().mapToInt(Integer::intValue).sum();
    }

    private static Object max(List<Event> events) {
        return orNone(costs(events).stream().max(Comparator.naturalOrder()).orElse(null));
    }

    private static Object values(List<Event> events) {
        List<String> models = events.stream()
                .map(Event::model)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(model -> "\"" + model + "\"")
                .toList();
        return models.isEmpty() ? NONE : models;
    }

    private static Map<String, List<Event>> byTeam(List<Event> events) {
        return events.stream()
                .filter(e -> e.team() != null)
                .collect(Collectors.groupingBy(
                        e -> Objects.requireNonNull(e.team()), TreeMap::new, Collectors.toList()));
    }

    private static String json(Object value) {
        return value.toString().replace(", ", ",");
    }

    @Test
    void stats() {
        for (int i = 0; i < ROUNDS; i++) {
            Part part = Part.random();
            var expected = new ArrayList<String>();
            byTeam(part.events()).forEach((team, events) -> {
                Object models = values(events);
                expected.add(row(
                        "team", team,
                        "n", events.size(),
                        "c", costs(events).size(),
                        "s", sum(events),
                        "m", max(events),
                        "v", models.equals(NONE) ? NONE : new Raw(json(models)),
                        "f",
                                orNone(events.stream()
                                        .map(Event::cost)
                                        .filter(Objects::nonNull)
                                        .findFirst()
                                        .orElse(null))));
            });
            check(
                    part.condition() + " | stats count as n count(cost) as c sum(cost) as s max(cost) as m"
                            + " values(model) as v first(cost) as f by team",
                    expected);
        }
    }

    private record Raw(String json) {
        @Override
        public String toString() {
            return json;
        }
    }

    @Test
    void eventstats() {
        for (int i = 0; i < ROUNDS; i++) {
            Part part = Part.random();
            Map<String, List<Event>> groups = byTeam(part.events());
            check(
                    part.condition() + " | eventstats sum(cost) as s count as n by team | table id team s n",
                    part.events().stream()
                            .map(e -> e.team() == null
                                    ? row("id", e.id())
                                    : row(
                                            "id", e.id(),
                                            "team", e.team(),
                                            "s", sum(groups.getOrDefault(e.team(), List.of())),
                                            "n",
                                                    groups.getOrDefault(e.team(), List.of())
                                                            .size()))
                            .toList());
        }
    }

    @Test
    void streamstats() {
        for (int i = 0; i < ROUNDS; i++) {
            Part part = Part.random();
            int window = RANDOM.nextInt(6);
            boolean current = RANDOM.nextBoolean();
            boolean global = RANDOM.nextBoolean();
            var expected = new ArrayList<String>();
            for (int at = 0; at < part.events().size(); at++) {
                Event event = part.events().get(at);
                if (event.team() == null) {
                    expected.add(row("id", event.id()));
                } else {
                    List<Event> seen = seen(part.events(), at, window, current, global);
                    expected.add(row("id", event.id(), "team", event.team(), "s", sum(seen), "n", seen.size()));
                }
            }
            check(
                    part.condition()
                            + " | streamstats window=%d current=%s global=%s sum(cost) as s count as n by team"
                                    .formatted(window, current, global)
                            + " | table id team s n",
                    expected);
        }
    }

    private static List<Event> seen(List<Event> all, int at, int window, boolean current, boolean global) {
        int end = current ? at + 1 : at;
        String team = all.get(at).team();
        boolean everywhere = global && window > 0;
        int first = everywhere ? Math.max(0, end - window) : 0;
        List<Event> own = all.subList(first, end).stream()
                .filter(e -> Objects.equals(e.team(), team))
                .toList();
        return !everywhere && window > 0 ? own.subList(Math.max(0, own.size() - window), own.size()) : own;
    }

    @Test
    void timechart() {
        for (int i = 0; i < ROUNDS; i++) {
            Part part = Part.random();
            long span = 60L * (1 + RANDOM.nextInt(10));
            long first = part.events().stream().mapToLong(Event::time).min().orElseThrow();
            long last = part.events().stream().mapToLong(Event::time).max().orElseThrow();
            List<String> models = part.events().stream()
                    .map(Event::model)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
            if (part.events().stream().anyMatch(e -> e.model() == null)) {
                models.add("NULL");
            }
            var expected = new ArrayList<String>();
            for (long start = first - first % span; start <= last; start += span) {
                long from = start;
                var cells = new ArrayList<Object>(List.of("_time", from));
                for (String model : models) {
                    cells.add(model);
                    cells.add(part.events().stream()
                            .filter(e -> e.time() >= from && e.time() < from + span)
                            .filter(e -> model.equals(Objects.requireNonNullElse(e.model(), "NULL")))
                            .count());
                }
                expected.add(row(cells.toArray()));
            }
            check(part.condition() + " | timechart span=%ds count by model".formatted(span), expected);
        }
    }

    @Test
    void dedup() {
        for (int i = 0; i < ROUNDS; i++) {
            Part part = Part.random();
            int count = 1 + RANDOM.nextInt(3);
            boolean keepEmpty = RANDOM.nextBoolean();
            boolean consecutive = RANDOM.nextInt(3) == 0;
            check(
                    part.condition()
                            + " | dedup %d team model keepempty=%s consecutive=%s | table id"
                                    .formatted(count, keepEmpty, consecutive),
                    deduplicated(part.events(), count, keepEmpty, consecutive).stream()
                            .map(e -> row("id", e.id()))
                            .toList());
        }
    }

    private static List<Event> deduplicated(List<Event> events, int count, boolean keepEmpty, boolean consecutive) {
        var kept = new ArrayList<Event>();
        var seen = new LinkedHashMap<String, Integer>();
        String before = "";
        for (Event event : events) {
            String key = event.team() + "/" + event.model();
            boolean empty = event.team() == null || event.model() == null;
            if (consecutive && !key.equals(before)) {
                seen.clear();
            }
            before = key;
            if (empty ? keepEmpty : seen.merge(key, 1, Integer::sum) <= count) {
                kept.add(event);
            }
        }
        return kept;
    }

    @Test
    void sort() {
        for (int i = 0; i < ROUNDS; i++) {
            Part part = Part.random();
            boolean down = RANDOM.nextBoolean();
            boolean costFirst = RANDOM.nextBoolean();
            Comparator<Integer> natural = down ? Comparator.reverseOrder() : Comparator.naturalOrder();
            Comparator<Event> byCost = Comparator.comparing(Event::cost, Comparator.nullsLast(natural));
            Comparator<Event> byTeam =
                    Comparator.comparing(Event::team, Comparator.nullsLast(Comparator.naturalOrder()));
            String cost = (down ? "-" : "") + "cost";
            check(
                    part.condition() + " | sort 0 " + (costFirst ? cost + ", team" : "team, " + cost) + " | table id",
                    part.events().stream()
                            .sorted(costFirst ? byCost.thenComparing(byTeam) : byTeam.thenComparing(byCost))
                            .map(e -> row("id", e.id()))
                            .toList());
        }
    }

    @Test
    void top() {
        for (int i = 0; i < ROUNDS; i++) {
            Part part = Part.random();
            int limit = 1 + RANDOM.nextInt(4);
            Map<String, List<Event>> groups = byTeam(part.events());
            Comparator<Map.Entry<String, List<Event>>> bySize =
                    Comparator.comparingInt(group -> -group.getValue().size());
            check(
                    part.condition() + " | top limit=%d team showperc=f".formatted(limit),
                    groups.entrySet().stream()
                            .sorted(bySize.thenComparing(Map.Entry.comparingByKey()))
                            .limit(limit)
                            .map(group -> row(
                                    "team",
                                    group.getKey(),
                                    "count",
                                    group.getValue().size()))
                            .toList());
        }
    }

    @Test
    void join() {
        for (int i = 0; i < ROUNDS; i++) {
            Part left = Part.random();
            Part right = Part.random();
            boolean outer = RANDOM.nextBoolean();
            int max = RANDOM.nextInt(3);
            Function<Event, List<Event>> partners = e -> right.events().stream()
                    .filter(other -> e.team() != null && e.team().equals(other.team()))
                    .limit(max == 0 ? Long.MAX_VALUE : max)
                    .toList();
            var expected = new ArrayList<String>();
            for (Event event : left.events()) {
                List<Event> found = partners.apply(event);
                for (Event other : found) {
                    expected.add(row("id", event.id(), "team", orNone(event.team()), "o", other.id()));
                }
                if (found.isEmpty() && outer) {
                    expected.add(row("id", event.id(), "team", orNone(event.team())));
                }
            }
            check(
                    left.condition()
                            + " | join type=%s max=%d team [search index=genops_ai %s | eval o=id | table team o]"
                                    .formatted(outer ? "left" : "inner", max, right.condition())
                            + " | table id team o",
                    expected);
        }
    }
}
