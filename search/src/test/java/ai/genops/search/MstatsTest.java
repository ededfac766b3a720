package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.report.SearchException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `mstats` and `mcatalog` refuse and say; what they answer is in `golden/metrics.txt`.
class MstatsTest {
    private static final TestLake LAKE = new TestLake().add("metrics", Texts.resource("/golden/metrics.json"));

    @AfterAll
    static void close() {
        LAKE.close();
    }

    private static String messages(String spl) {
        return LAKE.run(spl).messages().toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '§', textBlock = """
                    | mstats chart=t avg(a) where index=metrics;      10; `mstats` makes no charts; Write prestats=true, and behind it a command such as timechart avg(_value) by host.
                    | mstats chart.limit=5 avg(a);                    10; `mstats` makes no charts; Write prestats=true, and behind it a command such as timechart avg(_value) by host.
                    | mstats where index=metrics;                     29; `mstats` needs an aggregate; Example: avg(cpu.usage)
                    | mstats avg where index=metrics;                 10; `avg` needs a metric; Write avg(_value), or avg(NAME) with a metric's name.
                    | mstats agv(a);                                  10; there is no aggregate `agv`; Did you mean `avg`?
                    | mstats avg(eval(a*2));                          10; `mstats` computes of metrics, not of expressions; Write prestats=true, and behind it: stats avg(eval(...))
                    | mstats avg(_value) max(a);                      22; `_value` and names of metrics cannot stand side by side; Name each metric: avg(cpu.usage) max(mem.used)
                    | mstats avg(a) where host=a where host=b;        30; `where` stands here twice; Put the conditions together.
                    | mstats avg(a) by host, _timeseries;             26; there is no `_timeseries` here; Name the dimensions that tell them apart.
                    | mstats avg(a) every=1m;                         23; `every=` needs a span; Example: span=10s every=1m
                    | mstats avg(a) span=7s every=1m;                 31; `every=1m` is no multiple of `span=7s`; Example: span=10s every=1m takes the first ten seconds of each minute.
                    | mstats avg(a) span=1h every=1h;                 31; `every=1h` is no multiple of `span=1h`; Example: span=10s every=1m takes the first ten seconds of each minute.
                    | mstats avg(a) span=x;                           22; `span=x` is not a span of time; Examples: 5m, 1h, 1d, 1mon.
                    | mstats avg(a) spam=1m;                          17; `mstats` has no option `spam`;
                    | makeresults | mstats avg(a);                    24; `mstats` can only begin a query; To add its rows write: mstats append=true ...
                    | mcatalog count(metric_name);                    12; `mcatalog` lists values and nothing else; Example: values(metric_name) by host
                    | mcatalog values(_dims);                         12; `_dims` is not there; Write index=... kind=metric | fieldsummary
                    | mcatalog values(host) prestats=t;               12; `mcatalog` takes neither `append` nor `prestats`; Write append [| mcatalog ...].
                    | mcatalog values(host) by _time;                 12; `mcatalog` does not cut time; Leave out `by _time`: earliest= and latest= say when.
                    | mcatalog values(host) span=1m;                  25; `mcatalog` has no option `span`;
                    """)
    void whatCannotBeDoneIsRefusedAtItsPlace(String spl, int column, String message, @Nullable String hint) {
        SearchException error = catchThrowableOfType(SearchException.class, () -> LAKE.run(spl));
        assertThat(error).hasMessage(message);
        assertThat(error.column()).isEqualTo(column);
        assertThat(error.hint()).isEqualTo(hint);
    }

    @Test
    void aMacroStandsInTheCondition() {
        var known = new Knowledge(
                Map.of("my_metrics", new Macro(List.of(), "index=metrics region=eu")),
                Map.of(),
                Map.of(),
                Lookups.NONE);
        Search search = LAKE.search().with(() -> known);
        var request =
                SearchRequest.of("| mstats max(cpu.*) as cpu.* where `my_metrics` AND earliest=0 by host span=1d");
        assertThat(Texts.of(new JsonWriter(), search.run(request)))
                .endsWith("\"host\":\"a\",\"cpu.idle\":90.5,\"cpu.usage\":30}\n")
                .hasLineCount(1);
    }

    @Test
    void aPatternThatNoMetricHasSaysSo() {
        assertThat(messages("| mstats avg(cpi.usage*) where index=metrics by host"))
                .contains("no metric searched here has a name like `cpi.usage*`; did you mean `cpu.usage`?");
        assertThat(LAKE.json("| mstats avg(disk.*) where index=metrics by host"))
                .isEmpty();
        assertThat(messages("| mstats avg(_value) where index=metrcs metric_name=a"))
                .contains("there is no index `metrcs`; did you mean `metrics`?");
    }

    @Test
    void moreMetricsThanColumnsAreRefused() {
        var points = new StringBuilder("[");
        for (int i = 0; i <= 1_000; i++) {
            points.append("{\"_time\": \"2026-03-10T08:00:00\", \"kind\": \"metric\", \"name\": \"m.")
                    .append(i)
                    .append("\", \"fields\": {\"value\": 1}},");
        }
        points.setCharAt(points.length() - 1, ']');
        try (TestLake lake = new TestLake().add("metrics", points.toString())) {
            SearchException error = catchThrowableOfType(
                    SearchException.class, () -> lake.run("| mstats avg(m.*) where index=metrics"));
            assertThat(error).hasMessage("`m.*` stands for too many metrics: more than 1,000 columns");
            assertThat(error.column()).isEqualTo(10);
        }
    }

    /// Splunk wants a metric's name where it computes of `_value`, and something to count.
    @Test
    void stepsThatSplunkDoesNotTakeAreSaidAndStrictlyRefused() {
        String all = "| mstats sum(_value) as s where index=metrics host=a";
        assertThat(LAKE.json(all)).isEqualTo("{\"s\":381.2}\n");
        assertThat(messages(all)).contains("`_value` is that of all metrics together; Splunk does not.");
        String count = "| mstats count where index=metrics metric_name=cpu.usage";
        assertThat(LAKE.json(count)).isEqualTo("{\"count\":5}\n");
        assertThat(messages(count)).contains("Write count(_value).");
        SearchException error = catchThrowableOfType(
                SearchException.class,
                () -> LAKE.search().run(SearchRequest.of(all).strictly(true)));
        assertThat(error).hasMessageContaining("Splunk does not");
    }

    @Test
    void optionsOfRealTimeAndOfSpeedChangeNothing() {
        assertThat(
                        LAKE.json(
                                "| mstats backfill=f update_period=5 chunk_size=1000 chart=f avg(mem.used) where index=metrics"))
                .isEqualTo("{\"avg(mem.used)\":200}\n");
    }

    @Test
    void timeAmongTheFieldsIsCutByTheSpanOrOneForTheTimeSearched() {
        String spl = "| mstats count(cpu.usage) as n where index=metrics earliest=03/10/2026:08:00:00"
                + " latest=03/10/2026:08:02:00 by ";
        assertThat(LAKE.json(spl + "_time span=1m | table n")).isEqualTo("{\"n\":3}\n{\"n\":2}\n");
        assertThat(LAKE.json(spl + "_time host | stats count")).isEqualTo("{\"count\":5}\n");
        assertThat(LAKE.json(spl + "host span=auto | stats count")).isEqualTo("{\"count\":5}\n");
    }
}
