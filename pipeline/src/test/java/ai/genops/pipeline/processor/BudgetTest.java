package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.config.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private static final long NOW = Instant.parse("2026-03-28T12:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final String TEAM = """
            - type: eval
              expressions: [{team: "attributes['genops.team']"}]
            - type: budget
              name: team
              key: team
              window: day
              limit: 10
            """;

    private static Map<String, Object> cost(String team, Object cost) {
        return Map.of("genops.team", team, "genops.cost.total", cost);
    }

    @Test
    void everyEventWithACostIsToldHowItsBudgetStands() {
        var bench = new Bench(TEAM).event("a", NOW, NOW, cost("x", 0.1)).event("b", NOW, NOW, cost("x", "0.20"));
        assertThat(bench.out.getLast())
                .contains("\"genops.budget.name\":\"team/x\",\"genops.budget.period\":\"day\","
                        + "\"genops.budget.consumed\":0.3,\"genops.budget.allocated\":10,"
                        + "\"genops.budget.remaining\":9.7,\"genops.budget.utilization_percent\":3");
        bench.event("c", NOW, NOW, Map.of("genops.team", "x"));
        assertThat(bench.out.getLast()).doesNotContain("genops.budget");
    }

    @Test
    void aThresholdIsToldOnceAtTheEventThatCrossesIt() {
        var bench = new Bench(TEAM);
        for (int i = 0; i < 12; i++) {
            bench.event("call " + i, NOW + i, NOW, cost("x", 1L));
        }
        assertThat(told(bench))
                .containsExactly("threshold 0.5 at 5", "threshold 0.8 at 8", "threshold 1 at 10", "exceeded 1 at 10");
        String event = bench.out.stream()
                .filter(line -> line.contains(BudgetMemory.EXCEEDED_EVENT))
                .findFirst()
                .orElseThrow();
        assertThat(event)
                .contains(
                        "\"kind\":\"log\",\"name\":\"genops.budget.exceeded\"",
                        "\"genops.budget.key\":\"x\"",
                        "\"genops.budget.window\":\"2026-03-28T00:00:00Z\"",
                        "\"genops.budget.window_end\":\"2026-03-29T00:00:00Z\"",
                        "\"genops.budget.remaining\":0",
                        "\"team\":\"x\"");
    }

    @Test
    void oneEventCanCrossSeveralAndALaterWindowBeginsAnew() {
        var bench =
                new Bench(TEAM).event("a", NOW, NOW, cost("x", 11L)).event("b", NOW, NOW + 12 * HOUR, cost("x", 6L));
        assertThat(told(bench))
                .containsExactly(
                        "threshold 0.5 at 11",
                        "threshold 0.8 at 11",
                        "threshold 1 at 11",
                        "exceeded 1 at 11",
                        "threshold 0.5 at 6");
    }

    @Test
    void exceedingIsToldEvenIfFullIsNoThreshold() {
        var bench = new Bench("- {type: budget, limit: 10, thresholds: [0.9]}").event("a", NOW, NOW, cost("x", 10L));
        assertThat(told(bench)).containsExactly("threshold 0.9 at 10", "exceeded 1 at 10");
    }

    @Test
    void lateEventsCountInTheirOwnWindowUntilItIsForgotten() {
        long yesterday = NOW - 13 * HOUR;
        var bench = new Bench(TEAM)
                .event("a", NOW, NOW, cost("x", 3L))
                .event("late", NOW, yesterday, cost("x", 2L))
                .event("in time", NOW + 12 * HOUR - 1, yesterday, cost("x", 1L));
        assertThat(bench.out.getLast()).contains("\"genops.budget.consumed\":3,");
        bench.event("too late", NOW + 12 * HOUR, yesterday, cost("x", 1L));
        bench.event("far ahead", NOW, NOW + 72 * HOUR, cost("x", 1L));
        assertThat(bench.out.getLast()).doesNotContain("genops.budget");
        assertThat(bench.failed())
                .containsExactly("team: its time is in the future: its window begins at 2026-03-31T00:00:00Z (2)");
    }

    @Test
    void windowsFollowTheCalendarOfTheirZone() {
        var bench = new Bench("- {type: budget, window: day, time_zone: Europe/Berlin, limit: 1, grace: 0s}")
                .event("before", NOW, Instant.parse("2026-03-28T22:59:59Z").toEpochMilli(), cost("x", 1L))
                .event(
                        "the day of 23 hours",
                        NOW,
                        Instant.parse("2026-03-28T23:00:00Z").toEpochMilli(),
                        cost("x", 2L));
        assertThat(bench.out)
                .filteredOn(line -> line.contains("exceeded"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"genops.budget.window\":\"2026-03-27T23:00:00Z\""),
                        line -> assertThat(line)
                                .contains(
                                        "\"genops.budget.window\":\"2026-03-28T23:00:00Z\"",
                                        "\"genops.budget.window_end\":\"2026-03-29T22:00:00Z\""));
        var week = new Bench("- {type: budget, window: week, limit: 1}").event("a", NOW, NOW, cost("x", 1L));
        assertThat(week.out.getFirst()).contains("\"genops.budget.window\":\"2026-03-23T00:00:00Z\"");
        var month = new Bench("- {type: budget, limit: 1}").event("a", NOW, NOW, cost("x", 1L));
        assertThat(month.out.getFirst())
                .contains(
                        "\"genops.budget.window_end\":\"2026-04-01T00:00:00Z\"", "\"genops.budget.period\":\"month\"");
        var hours = new Bench("- {type: budget, window: 6h, limit: 1}").event("a", NOW, NOW + HOUR, cost("x", 1L));
        assertThat(hours.out.getFirst())
                .contains(
                        "\"genops.budget.window\":\"2026-03-28T12:00:00Z\"",
                        "\"genops.budget.window_end\":\"2026-03-28T18:00:00Z\"");
    }

    @Test
    void limitsAreByKeyElseByExpression() {
        var bench = new Bench("""
                - type: budget
                  key: attributes['genops.team']
                  limits: {x: 2, "*absent": 0}
                  limit: attributes['limit']
                """)
                .event("own", NOW, NOW, cost("x", 1L))
                .event("computed", NOW, NOW, Map.of("genops.team", "y", "genops.cost.total", 1L, "limit", "4"))
                .event("none", NOW, NOW, cost("z", 1L))
                .event("nothing may be spent", NOW, NOW, Map.of("genops.cost.total", 0.01));
        assertThat(bench.out.get(1)).contains("\"genops.budget.allocated\":2");
        assertThat(bench.out.get(2)).contains("\"genops.budget.allocated\":4");
        assertThat(bench.out.get(3)).contains("consumed").doesNotContain("allocated", "remaining");
        assertThat(bench.out.getLast())
                .contains("\"genops.budget.name\":\"budget/*absent\"", "\"genops.budget.remaining\":-0.01")
                .doesNotContain("utilization");
        assertThat(told(bench))
                .containsExactly(
                        "threshold 0.5 at 1",
                        "threshold 0.5 at 0.01",
                        "threshold 0.8 at 0.01",
                        "threshold 1 at 0.01",
                        "exceeded 1 at 0.01");
    }

    @Test
    void whatIsNoAmountOrOneKeyTooManyIsCountedAndAddedToNothing() {
        var bench = new Bench("- {type: budget, name: b, key: \"attributes['genops.team']\", limit: 1, max_totals: 2}");
        for (Object wrong : List.of(-1L, Double.NaN, "1e99", "much", true)) {
            bench.event("wrong", NOW, NOW, cost("x", wrong));
        }
        assertThat(bench.failed()).containsExactly("b: the amount is no number from 0 (5)");
        for (String team : List.of("x", "y", "z", "x")) {
            bench.event(team, NOW, NOW, cost(team, 0.1));
        }
        assertThat(bench.failed()).containsExactly("b: there are `max_totals` keys and windows already (6)");
        assertThat(bench.out.getLast()).contains("\"genops.budget.consumed\":0.2");
        bench.event("x", NOW + 40 * 24 * HOUR, NOW + 40 * 24 * HOUR, cost("z", 0.1));
        assertThat(bench.out.getLast()).contains("\"genops.budget.consumed\":0.1");
        bench.event("long", NOW + 40 * 24 * HOUR, NOW + 40 * 24 * HOUR, cost("k".repeat(257), 0.1));
        assertThat(bench.failed()).containsExactly("b: its key is longer than 256 characters (7)");
    }

    /// One decimal too many or too few, one event counted twice or not at all, and the totals differ.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void totalsAreTheSameInAnyOrderSplitAndAfterAnyRestart(long seed) throws IOException {
        var random = new Random(seed);
        Map<String, BigDecimal> expected = new TreeMap<>();
        List<Object[]> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String team = "team" + random.nextInt(5);
            long time = NOW - random.nextLong(20 * HOUR);
            BigDecimal amount = BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(9));
            boolean asText = random.nextBoolean();
            events.add(new Object[] {team, time, asText ? amount.toPlainString() : (Object) amount.doubleValue()});
            String day = Instant.ofEpochMilli(time).toString().substring(0, 10);
            expected.merge(team + " " + day, amount, BigDecimal::add);
        }
        for (int run = 0; run < 4; run++) {
            var bench = new Bench(TEAM);
            Collections.shuffle(events, random);
            long clock = NOW;
            for (Object[] event : events) {
                if (random.nextInt(20) == 0) {
                    bench.restart();
                }
                clock += random.nextInt(1000);
                bench.event("call", clock, (long) event[1], cost((String) event[0], event[2]));
            }
            Map<String, BigDecimal> totals = SavedLedger.totals(bench.saved());
            assertThat(totals).as("seed %d", seed).hasSameSizeAs(expected);
            totals.forEach((key, total) ->
                    assertThat(total).as("seed %d, %s", seed, key).isEqualByComparingTo(expected.get(key)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aRestartAtAnyPlaceChangesNothing(long seed) throws IOException {
        var random = new Random(seed);
        var straight = new Bench(TEAM);
        var restarted = new Bench(TEAM);
        for (int i = 0; i < 300; i++) {
            long clock = NOW + i * HOUR / 4;
            long time = clock - random.nextLong(72 * HOUR);
            var attributes = cost("team" + random.nextInt(3), random.nextInt(100) / 100.0);
            straight.event("call", clock, time, attributes);
            restarted.event("call", clock, time, attributes);
            if (random.nextInt(10) == 0) {
                restarted.restart();
            }
        }
        assertThat(restarted.out).as("seed %d", seed).isEqualTo(straight.out);
        assertThat(told(straight)).isNotEmpty();
        assertThat(restarted.saved()).isEqualTo(straight.saved());
    }

    @Test
    void otherThresholdsKeepTheTotalsAndWhatWasTold() throws IOException {
        byte[] saved = new Bench(TEAM).event("a", NOW, NOW, cost("x", 9L)).saved();
        var bench = new Bench(TEAM.indent(0).stripTrailing() + "\n  thresholds: [0.8, 0.85, 0.95]\n").load(saved);
        bench.event("b", NOW, NOW, cost("x", 0.6));
        assertThat(told(bench)).containsExactly("threshold 0.85 at 9.6", "threshold 0.95 at 9.6");
    }

    @Test
    void aChangeOfLimitsTakesNothingOutOfTheBooksOneOfTheKeyDoes() {
        String budget = "{type: budget, name: b, key: \"attributes['team']\", window: day%s}";
        var before = new Bench(budget.formatted(", limit: 10"));
        for (String same : List.of(
                ", limit: 20", ", limits: {x: 5}, thresholds: [0.9]", ", annotate: false, grace: 2d, max_totals: 5")) {
            assertThat(new Bench(budget.formatted(same)).memory().definition())
                    .as(same)
                    .isNotEmpty()
                    .isEqualTo(before.memory().definition());
        }
        for (String other : List.of(
                budget.replace("window: day", "window: week"),
                budget.replace("'team'", "'user'"),
                budget.replace("%s", ", amount: \"attributes['eur']\""),
                budget.replace("%s", ", time_zone: Europe/Berlin"))) {
            assertThat(new Bench(other.formatted("")).memory().definition())
                    .as(other)
                    .isNotEqualTo(before.memory().definition());
        }
    }

    @Test
    void whatAnotherVersionSavedIsRefused() {
        byte[] saved = new Bench(TEAM).saved();
        saved[0] = 2;
        assertThatThrownBy(() -> new Bench(TEAM).load(saved))
                .isInstanceOf(IOException.class)
                .hasMessage("budgets saved in version 2, this one reads version 1");
    }

    @Test
    void everyProblemOfABlockIsTold() {
        var bench = new Bench("""
                - {type: budget, window: fortnight, thresholds: [80%, 0.5], limits: {x: much}, time_zone: Berlin}
                - {type: budget, window: 400 days, thresholds: [0.5], grace: 2 years, key: [[a]], max_totals: 0}
                """);
        assertThat(bench.problems.errors())
                .extracting(Problem::text)
                .containsExactlyInAnyOrder(
                        "`window` is `fortnight`",
                        "`thresholds` must be at most 20 shares above 0, up to 10; it has `80%`",
                        "the limit of `x` must be a number from 0",
                        "`time_zone` is `Berlin`, which is unknown",
                        "`window` must be from 1 seconds to 366 days, is `400 days`",
                        "`thresholds` are shares of a limit, and there is none",
                        "`grace` must be from 0 seconds to 366 days, is `2 years`",
                        "a `key` is an expression",
                        "`max_totals` must be a whole number from 1 to 10000000, is `0`");
    }

    private static final Pattern TOLD = Pattern.compile(
            "\"name\":\"genops\\.budget\\.(\\w+)\".*\"genops\\.budget\\.consumed\":([0-9.]+).*\"genops\\.budget\\.threshold\":([0-9.]+)");

    private static List<String> told(Bench bench) {
        List<String> told = new ArrayList<>();
        for (String line : bench.out) {
            Matcher matcher = TOLD.matcher(line);
            if (matcher.find()) {
                told.add(matcher.group(1) + " " + matcher.group(3) + " at " + matcher.group(2));
            }
        }
        return told;
    }
}
