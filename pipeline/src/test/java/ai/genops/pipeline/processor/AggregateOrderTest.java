package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.processor.Bench.Given;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same events in any order, split into any records, with a restart anywhere: the same totals.
class AggregateOrderTest {
    private static final long T = 1_763_600_040_000L;
    private static final String ALL = """
            type: aggregate
            window: 10s
            delay: 2s
            group_by: [app.team, app.model]
            max_groups: %d
            aggregates:
              cost: sum(attributes['app.cost'])
              calls: count()
              dear: count(attributes['app.cost'] > 1)
              least: min(attributes['app.cost'])
              most: max(attributes['app.cost'])
              mean: avg(attributes['app.cost'])
              costs: distinct(attributes['app.cost'])
              earliest: first(attributes['app.cost'])
              latest: last(attributes['app.cost'])
              p90: quantile(attributes['app.cost'], 0.9)
            """;

    private static final Pattern ROW = Pattern.compile(
            "\"window_start\":(\\d+).*?(?:\"app.team\":(\"\\w+\"),)?(?:\"app.model\":(\\d+),)?\"cost\":\"?([^,\"]+)\"?,\"calls\":(\\d+)");

    private final Random random = new Random();

    private List<Given> events(int count) {
        List<Given> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> attributes = new HashMap<>();
            if (random.nextInt(5) > 0) {
                attributes.put("app.team", "team" + random.nextInt(3));
            }
            attributes.put("app.model", (long) random.nextInt(3));
            attributes.put("app.cost", cost());
            events.add(new Given(T + random.nextInt(120) * 500L, attributes));
        }
        return events;
    }

    private Object cost() {
        return switch (random.nextInt(6)) {
            case 0 -> (long) random.nextInt(5);
            case 1 -> new BigDecimal(random.nextInt(100_000)).movePointLeft(7).toPlainString();
            case 2 -> random.nextDouble() * 1e12;
            case 3 -> -random.nextDouble();
            default -> random.nextInt(1000) / 1000.0;
        };
    }

    /// Feeds the events in records of random sizes, as time goes on.
    private Bench feed(String yaml, List<Given> events, long seed, int restarts) throws IOException {
        var split = new Random(seed);
        var chance = new Random(~seed);
        var bench = new Bench(yaml);
        long now = T;
        int next = 0;
        while (next < events.size()) {
            int end = Math.min(events.size(), next + split.nextInt(6));
            bench.record(now, events.subList(next, end));
            next = end;
            now += split.nextInt(500);
            if (chance.nextInt(100) < restarts) {
                bench.restart();
            }
        }
        bench.record(now + 10_000_000);
        return bench;
    }

    /// Sum and count by window and group.
    private static Map<String, String> totals(Bench bench) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        Map<String, Long> calls = new TreeMap<>();
        for (String row : bench.made) {
            var fields = ROW.matcher(row);
            assertThat(fields.find()).as(row).isTrue();
            String key = fields.group(1) + fields.group(2) + fields.group(3);
            costs.merge(key, new BigDecimal(fields.group(4)), BigDecimal::add);
            calls.merge(key, Long.valueOf(fields.group(5)), Long::sum);
        }
        Map<String, String> totals = new TreeMap<>();
        costs.forEach(
                (key, cost) -> totals.put(key, cost.stripTrailingZeros().toPlainString() + " of " + calls.get(key)));
        return totals;
    }

    private static Map<String, String> expected(List<Given> events) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        Map<String, Integer> calls = new TreeMap<>();
        for (Given event : events) {
            Object team = event.attributes().get("app.team");
            String key = event.timeMillis() / 10_000 * 10
                    + (team == null ? "null" : "\"" + team + "\"")
                    + event.attributes().get("app.model");
            costs.merge(key, new BigDecimal(String.valueOf(event.attributes().get("app.cost"))), BigDecimal::add);
            calls.merge(key, 1, Integer::sum);
        }
        Map<String, String> totals = new TreeMap<>();
        costs.forEach(
                (key, cost) -> totals.put(key, cost.stripTrailingZeros().toPlainString() + " of " + calls.get(key)));
        return totals;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAnySplitAnyRestartGivesTheSameTotals(long seed) throws IOException {
        random.setSeed(seed);
        String yaml = ALL.formatted(seed % 2 == 0 ? 100_000 : 7);
        List<Given> events = events(800);
        Map<String, String> expected = expected(events);
        for (int order = 0; order < 3; order++) {
            Bench bench = feed(yaml, events, seed + order, order * 10);
            assertThat(totals(bench)).as("seed %d, order %d", seed, order).isEqualTo(expected);
            Collections.shuffle(events, random);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void aRestartAnywhereChangesNothing(long seed) throws IOException {
        random.setSeed(seed);
        String yaml = ALL.formatted(seed % 2 == 0 ? 100_000 : 7);
        List<Given> events = events(500);
        Bench without = feed(yaml, events, seed, 0);
        Bench with = feed(yaml, events, seed, 30);
        assertThat(with.made).as("seed %d", seed).isEqualTo(without.made);
        assertThat(with.failures()).isEqualTo(without.failures());
    }

    /// Every row adds up with the others, by whatever windows and keys it was counted.
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void windowsAndKeysThatChangeAnywhereLoseNothing(long seed) throws IOException {
        random.setSeed(seed);
        String yaml = ALL.formatted(seed % 2 == 0 ? 100_000 : 7);
        List<String> definitions = List.of(
                yaml,
                yaml.replace("window: 10s", "window: 25s"),
                yaml.replace("[app.team, app.model]", "[app.model]"),
                yaml.replace("[app.team, app.model]", "[app.team]").replace("10s", "3s"));
        List<Given> events = events(600);
        var bench = new Bench(yaml);
        List<String> made = new ArrayList<>();
        long now = T;
        for (Given event : events) {
            bench.record(now, List.of(event));
            now += random.nextInt(200);
            if (random.nextInt(20) == 0) {
                made.addAll(bench.made);
                bench = goesOn(bench, definitions.get(random.nextInt(definitions.size())));
            }
        }
        bench.record(now + 10_000_000);
        made.addAll(bench.made);
        assertThat(made).as("seed %d", seed).hasSizeGreaterThan(50);
        assertThat(sum(made, "\"calls\":(\\d+)")).as("seed %d", seed).isEqualByComparingTo(new BigDecimal(600));
        assertThat(sum(made, "\"cost\":\"?([^,\"]+)\"?,"))
                .as("seed %d", seed)
                .isEqualByComparingTo(events.stream()
                        .map(event ->
                                new BigDecimal(String.valueOf(event.attributes().get("app.cost"))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Bench goesOn(Bench before, String yaml) throws IOException {
        var after = new Bench(yaml);
        if (after.memory().definition().equals(before.memory().definition())) {
            return after.load(before.saved());
        }
        assertThat(after.adopt(before.saved())).isTrue();
        return after;
    }

    private static BigDecimal sum(List<String> rows, String field) {
        Pattern pattern = Pattern.compile(field);
        BigDecimal sum = BigDecimal.ZERO;
        for (String row : rows) {
            var found = pattern.matcher(row);
            assertThat(found.find()).as(row).isTrue();
            sum = sum.add(new BigDecimal(found.group(1)));
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void withoutLateEventsAnyOrderGivesTheSameRows(long seed) throws IOException {
        random.setSeed(seed);
        String yaml = ALL.formatted(100_000).replace("delay: 2s", "delay: 1h");
        List<Given> events = events(500);
        List<String> rows = feed(yaml, events, seed, 0).made;
        Collections.shuffle(events, random);
        List<String> others = feed(yaml, events, seed + 1, 20).made;
        assertThat(others).as("seed %d", seed).hasSizeGreaterThan(50).containsExactlyInAnyOrderElementsOf(rows);
    }
}
