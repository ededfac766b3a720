package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.processor.Bench.Given;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AggregateTest {
    /// At a whole minute.
    private static final long T = 1_763_600_040_000L;

    private static final String BY_TEAM = """
            type: aggregate
            window: 1m
            delay: 10s
            group_by: [app.team]
            aggregates:
              - cost: sum(attributes['app.cost'])
              - calls: count()
            """;

    private static Given call(long afterMillis, String team, Object cost) {
        return new Given(T + afterMillis, Map.of("app.team", team, "app.cost", cost));
    }

    private static Given value(long afterMillis, Object x) {
        return new Given(T + afterMillis, Map.of("x", x));
    }

    private static String only(String aggregates) {
        return "{type: aggregate, window: 1m, aggregates: {" + aggregates + "}}";
    }

    /// What came out for one window: the fields from `window_end` on.
    private static List<String> rows(Bench bench) {
        return bench.made.stream()
                .map(row -> row.replaceAll(".*\"window_end\":[0-9]+,?", "").replaceAll(",\"sample_rate\".*", ""))
                .toList();
    }

    @Test
    void eachGroupOfAWindowBecomesAnEventWhenItCloses() {
        var bench = new Bench(BY_TEAM + "name: spend\n");
        bench.record(T + 1000, List.of(call(500, "b", 0.1), call(600, "a", 0.7), call(700, "b", 0.2)));
        assertThat(bench.memory().due()).isEqualTo(T + 70_000);
        bench.record(T + 69_999);
        assertThat(bench.made).isEmpty();
        bench.record(T + 70_000);
        assertThat(bench.made).containsExactly("""
                        {"_time":1763600040,"kind":"log","name":"spend","attributes":{},"resource":{},\
                        "window_start":1763600040,"window_end":1763600100,"app.team":"b","cost":0.3,"calls":2,\
                        "revision":0,"sample_rate":1,"pipeline":"bench"}""", """
                        {"_time":1763600040,"kind":"log","name":"spend","attributes":{},"resource":{},\
                        "window_start":1763600040,"window_end":1763600100,"app.team":"a","cost":0.7,"calls":1,\
                        "revision":0,"sample_rate":1,"pipeline":"bench"}""");
        assertThat(bench.out).isEqualTo(bench.made);
        assertThat(bench.memory().due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatComesLateMakesAFurtherRow() {
        var bench = new Bench(BY_TEAM);
        bench.record(T, List.of(call(0, "a", 1)));
        bench.record(T + 70_000);
        bench.record(T + 80_000, List.of(call(0, "a", 2)));
        bench.record(T + 89_999, List.of(call(59_999, "a", 4)));
        bench.record(T + 90_000, List.of(call(1, "a", 8)));
        bench.record(T + 100_000);
        assertThat(rows(bench))
                .containsExactly(
                        "\"app.team\":\"a\",\"cost\":1,\"calls\":1,\"revision\":0",
                        "\"app.team\":\"a\",\"cost\":6,\"calls\":2,\"revision\":1",
                        "\"app.team\":\"a\",\"cost\":8,\"calls\":1,\"revision\":2");
    }

    @Test
    void aWindowOfTheFutureIsNotWaitedFor() {
        var bench = new Bench(BY_TEAM);
        bench.record(T, List.of(call(1_000_000_000, "a", 1)));
        assertThat(bench.memory().due()).isEqualTo(T + 70_000);
    }

    @Test
    void aClockThatGoesBackOpensNothingAgain() {
        var bench = new Bench(BY_TEAM);
        bench.record(T, List.of(call(0, "a", 1)));
        bench.record(T + 70_000);
        bench.record(T + 20_000, List.of(call(0, "a", 1)));
        assertThat(bench.memory().due()).isEqualTo(T + 80_000);
    }

    @Test
    void windowsBeginAtWholeMultiplesAlsoBefore1970() {
        var bench = new Bench(BY_TEAM);
        bench.record(T, List.of(new Given(-1, Map.of()), new Given(Long.MIN_VALUE / 1_000_000, Map.of())));
        bench.record(T + 70_000);
        assertThat(bench.made.get(0)).contains("\"window_start\":-9223372080,\"window_end\":-9223372020");
        assertThat(bench.made.get(1)).contains("\"_time\":-60,").contains("\"window_start\":-60,\"window_end\":0,");
    }

    @Test
    void originalsGoOnWhereTheyAreKept() {
        var bench = new Bench(BY_TEAM + "keep: true\n");
        bench.record(T, List.of(call(0, "a", 1)));
        bench.record(T + 70_000);
        assertThat(bench.out).hasSize(2).first().asString().doesNotContain("window_start");
        assertThat(bench.made).hasSize(1);
    }

    @Test
    void sumsAreExact() {
        var bench = new Bench(only("s: \"sum(attributes['x'])\", a: \"avg(attributes['x'])\""));
        bench.record(T, List.of(value(0, 0.1), value(0, 0.2), value(0, 1e15), value(0, " 0.000001 "), value(0, 7L)));
        bench.record(T + 100_000);
        assertThat(rows(bench))
                .containsExactly("\"s\":\"1000000000000007.300001\",\"a\":200000000000001.47,\"revision\":0");
    }

    @Test
    void everyFunctionDoesWhatItSays() {
        var bench = new Bench(only("""
                n: "count(attributes['x'] > 2)", min: "min(attributes['x'])", max: "max(attributes['x'])",
                d: "distinct(attributes['x'])", f: "first(attributes['x'])", l: "last(attributes['x'])",
                q: "quantile(attributes['x'], 0.5)"
                """));
        bench.record(T, List.of(value(5, 3L), value(1, 2.5), value(9, 1L), value(9, 1.0), value(3, 10L)));
        bench.record(T + 100_000);
        assertThat(rows(bench)).singleElement().asString().startsWith("""
                "n":3,"min":1,"max":10,"d":4,"f":2.5,"l":1,"q":2.5111""");
        assertThat(bench.failures()).isZero();
    }

    @Test
    void whatIsAbsentIsLeftOutAndWhatIsNoNumberIsCounted() {
        var bench = new Bench(only("""
                s: "sum(attributes['x'])", m: "min(attributes['x'])", q: "quantile(attributes['x'], 0.9)",
                d: "distinct(attributes['x'])", a: "avg(attributes['x'])"
                """));
        bench.record(T, List.of(value(0, "much"), new Given(T, Map.of()), value(0, "1e999")));
        bench.record(T + 100_000);
        assertThat(rows(bench)).containsExactly("\"s\":0,\"d\":2,\"revision\":0");
        assertThat(bench.failures()).isEqualTo(8);
    }

    @Test
    void groupsAreByValueAndAnAbsentOneIsAGroup() {
        var bench = new Bench(
                "{type: aggregate, window: 1m, group_by: {x: \"attributes['x']\"}, aggregates: {n: count()}}");
        bench.record(
                T,
                List.of(
                        value(0, 1L),
                        value(0, 1.0),
                        value(0, "1"),
                        new Given(T, Map.of()),
                        value(0, List.of(1L, "a"))));
        bench.record(T + 100_000);
        assertThat(rows(bench))
                .containsExactly(
                        "\"x\":1,\"n\":2,\"revision\":0",
                        "\"x\":\"1\",\"n\":1,\"revision\":0",
                        "\"n\":1,\"revision\":0",
                        "\"x\":\"[1,\\\"a\\\"]\",\"n\":1,\"revision\":0");
    }

    @Test
    void tooManyGroupsCloseTheEarliestWindow() {
        var bench = new Bench(BY_TEAM + "max_groups: 2\n");
        bench.record(T, List.of(call(60_000, "c", 1), call(0, "a", 1), call(0, "b", 1), call(60_000, "d", 1)));
        bench.record(T + 130_000);
        assertThat(rows(bench).stream().map(row -> row.replaceAll(",\"cost.*", "")))
                .containsExactly(
                        "\"app.team\":\"a\"", "\"app.team\":\"b\"", "\"app.team\":\"c\"", "\"app.team\":\"d\"");
        assertThat(bench.failures()).isEqualTo(1);
    }

    @Test
    void tooManyBytesCloseTheEarliestWindow() {
        var bench = new Bench("""
                {type: aggregate, window: 1m, max_bytes: 1 MiB, aggregates: {d: "distinct(attributes['x'])"}}""");
        for (int i = 0; i < 10_000; i++) {
            bench.record(T, List.of(value(0, "a value that takes more than a hundred bytes: " + i)));
        }
        bench.record(T + 100_000);
        assertThat(bench.failures()).isEqualTo(1);
        assertThat(rows(bench)).hasSize(2).last().asString().endsWith("\"revision\":1");
    }

    @Test
    void totalsThatStayAsTheyWereGoOnWhereOthersChange() throws IOException {
        var before = new Bench(only("n: count(), s: \"sum(attributes['x'])\", p: \"quantile(attributes['x'], 0.5)\""));
        before.record(T, List.of(value(0, 0.1), value(0, 0.2)));
        var after = new Bench(
                only("hi: \"max(attributes['x'])\", s: \"sum(attributes['x'])\", n: \"count(kind == 'span')\"")
                        .replace("1m", "1m, delay: 5s"));
        assertThat(after.memory().definition())
                .isNotEmpty()
                .isEqualTo(before.memory().definition());
        after.load(before.saved());
        after.record(T + 1000, List.of(value(0, 0.3)));
        after.record(T + 100_000);
        assertThat(rows(after)).containsExactly("\"hi\":0.3,\"s\":0.6,\"n\":1,\"revision\":0");
        assertThat(new Bench(only("n: count()").replace("1m", "2m")).memory().definition())
                .isNotEqualTo(before.memory().definition());
    }

    @Test
    void anUnknownVersionIsRefused() throws IOException {
        var bench = new Bench(BY_TEAM);
        byte[] saved = bench.saved();
        saved[4] = 9;
        assertThatThrownBy(() -> bench.load(saved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 9");
        byte[] other = new Bench(only("n: count()")).saved();
        assertThatThrownBy(() -> bench.load(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other windows or keys than [app.team]");
        byte[] foreign = {0, 0, 0, 1, 3};
        assertThatThrownBy(() -> bench.load(foreign)).hasMessageContaining("no totals");
        assertThat(bench.adopt(foreign)).isFalse();
    }

    /// A row says by which windows and keys it was counted.
    @Test
    void openWindowsGoOnUntilTheyCloseWhereWindowAndKeysChange() throws IOException {
        var before = new Bench(BY_TEAM);
        before.record(T, List.of(call(0, "a", 0.1)));
        before.record(T + 30_000, List.of(call(60_000, "a", 0.2)));
        var after = changed(before, BY_TEAM.replace("1m", "2m").replace("app.team", "app.region"));
        after.record(T + 40_000, List.of(call(10, "a", 0.5)));
        assertThat(after.memory().due()).isEqualTo(T + 70_000);
        after.record(T + 70_000);
        assertThat(after.made).singleElement().asString().startsWith("""
                        {"_time":1763600040,"kind":"log","name":"aggregate","attributes":{"app.team":"a"},"resource":{},\
                        "window_start":1763600040,"window_end":1763600100,"cost":0.1,"calls":1,"revision":0""");
        after.restart();
        after.record(T + 130_000);
        assertThat(after.made.stream().map(row -> row.replaceAll(".*(\"window_start.*revision\":.).*", "$1")))
                .containsExactly(
                        "\"window_start\":1763600040,\"window_end\":1763600100,\"cost\":0.1,\"calls\":1,\"revision\":0",
                        "\"window_start\":1763600100,\"window_end\":1763600160,\"cost\":0.2,\"calls\":1,\"revision\":0",
                        "\"window_start\":1763600040,\"window_end\":1763600160,\"cost\":0.5,\"calls\":1,\"revision\":0");
        assertThat(after.memory().due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rowsOfAWindowHaveDifferentRevisionsAlsoWhenItsKeysChange() throws IOException {
        var before = new Bench(BY_TEAM);
        before.record(T, List.of(call(0, "a", 1)));
        before.record(T + 70_000, List.of(call(0, "a", 2), call(60_000, "a", 4)));
        var after = changed(before, BY_TEAM.replace("[app.team]", "[app.team, app.region]"));
        after.record(T + 71_000, List.of(call(0, "a", 8), call(60_000, "a", 16), call(120_000, "a", 32)));
        after.record(T + 1_000_000);
        assertThat(rows(after))
                .containsExactly(
                        "\"app.team\":\"a\",\"cost\":2,\"calls\":1,\"revision\":1",
                        "\"app.team\":\"a\",\"cost\":4,\"calls\":1,\"revision\":0",
                        "\"app.team\":\"a\",\"cost\":8,\"calls\":1,\"revision\":2",
                        "\"app.team\":\"a\",\"cost\":16,\"calls\":1,\"revision\":1",
                        "\"app.team\":\"a\",\"cost\":32,\"calls\":1,\"revision\":0");
    }

    @Test
    void windowsOfFormerDefinitionsCountForTheBounds() throws IOException {
        var first = new Bench(BY_TEAM);
        first.record(T, List.of(call(0, "a", 1), call(0, "b", 1), call(60_000, "c", 1)));
        var second = changed(first, BY_TEAM.replace("1m", "5m"));
        second.record(T, List.of(call(0, "d", 1)));
        var third = changed(second, BY_TEAM.replace("1m", "7m\nmax_groups: 3"));
        third.record(T, List.of(call(0, "e", 1)));
        assertThat(teams(third)).containsExactly("a", "b");
        third.record(T, List.of(call(0, "f", 1)));
        assertThat(teams(third)).containsExactly("a", "b", "c");
        third.record(T, List.of(call(0, "g", 1)));
        assertThat(teams(third)).containsExactly("a", "b", "c", "d");
        third.record(T + 1_000_000);
        assertThat(teams(third)).containsExactly("a", "b", "c", "d", "e", "f", "g");
        assertThat(third.failures()).isEqualTo(3);
    }

    @Test
    void bytesOfFormerDefinitionsCountForTheBounds() throws IOException {
        String yaml = """
                {type: aggregate, window: 1m, max_bytes: 1 MiB, aggregates: {d: "distinct(attributes['x'])"}}""";
        var before = new Bench(yaml);
        before.record(T, values(5_000));
        var after = changed(before, yaml.replace("1m", "2m"));
        after.record(T, values(5_000));
        assertThat(rows(after)).containsExactly("\"d\":5000,\"revision\":0");
        assertThat(after.failures()).isEqualTo(1);
    }

    private static List<Given> values(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> value(0, "a value that takes more than a hundred bytes: " + i))
                .toList();
    }

    private static List<String> teams(Bench bench) {
        return bench.made.stream()
                .map(row -> row.replaceAll(".*\"app.team\":\"(.)\".*", "$1"))
                .toList();
    }

    /// The same place of a pipeline with another definition.
    private static Bench changed(Bench before, String yaml) throws IOException {
        var after = new Bench(yaml);
        assertThat(after.errors()).isEmpty();
        assertThat(after.memory().definition()).isNotEqualTo(before.memory().definition());
        assertThat(after.adopt(before.saved())).isTrue();
        return after;
    }

    @Test
    void withoutWindowOrAggregatesItIsRefused() {
        assertThat(new Bench("{type: aggregate, delay: 40d, group_by: [trace_id]}").errors())
                .contains(
                        "`window` is missing",
                        "`delay` must be at most 31d",
                        "has no `aggregates`",
                        "`trace_id` is a name");
    }

    @Test
    void whatAnEventHasOfItsOwnCanBeAKeyAndATotal() {
        var bench = new Bench("""
                type: aggregate
                window: 1m
                group_by: [{status: "attributes['x'] > 1 ? 500 : 200"}]
                aggregates: {name: "max(attributes['x'])", n: count()}
                """);
        bench.record(T, List.of(value(0, 1L), value(0, 2L), value(0, 3L)));
        bench.record(T + 100_000);
        assertThat(bench.made)
                .satisfiesExactly(
                        row -> assertThat(row).contains("\"name\":\"1\"", "\"status\":200,", "\"n\":1"),
                        row -> assertThat(row).contains("\"name\":\"3\"", "\"status\":500,", "\"n\":2"));
    }

    @Test
    void whatIsWrongIsTold() {
        var bench = new Bench("""
                type: aggregate
                window: 0s
                max_bytes: 10 kB
                max_groups: 0
                group_by: [temp, a + b, {calls: name}]
                aggregates:
                  - calls: count()
                  - total: summ(duration_ms)
                  - p95: quantile(duration_ms, 95)
                  - p50: quantile(duration_ms)
                  - s: sum()
                  - q: quantile(, 0.5)
                  - t: sum(duration_mss)
                  - count()
                  - revision: count()
                  - x: 7
                """);
        assertThat(bench.errors().lines().filter(line -> line.startsWith("bench:")))
                .containsExactly(
                        "bench:2:9: `window` must be whole seconds from 1s to 31d, is `0s`",
                        "bench:3:12: `max_bytes` must be at least 1 MiB, is `10 kB`",
                        "bench:4:13: `max_groups` must be a whole number from 1 to 200000, is `0`",
                        "bench:5:12: `temp` is not known; a text needs quotes of its own: 'temp'",
                        "bench:5:18: `a + b` is no name of a field or attribute",
                        "bench:7:5: the field `calls` is there twice",
                        "bench:8:12: `summ` is no function of an aggregate",
                        "bench:9:10: a quantile needs a number between 0 and 1 after the expression, found `95`",
                        "bench:10:10: a quantile needs a number between 0 and 1 after the expression, found `duration_ms`",
                        "bench:11:8: `sum` needs an expression to work on",
                        "bench:12:8: `quantile` needs an expression to work on",
                        "bench:13:12: `duration_mss` is not known; did you mean `duration_ms`?",
                        "bench:14:5: this aggregate has no name: it must be of the form `field: function(expression)`",
                        "bench:15:5: the field `revision` is there twice",
                        "bench:16:8: `7` is no function of an expression");
        assertThat(bench.errors()).contains("Did you mean `sum`?");
    }
}
