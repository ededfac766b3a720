package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.search.report.SearchException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final TestLake LAKE = new TestLake()
            .add("genops_ai", """
                    [{"_time": "2026-03-10T08:00:00", "fields": {"n": 1, "team": "a", "m": "x", "v": 10}},
                     {"_time": "2026-03-10T08:00:01", "fields": {"n": 2, "team": "b", "m": "x", "v": 9}},
                     {"_time": "2026-03-10T08:00:02", "fields": {"n": 3, "team": "A", "m": "y", "v": 100}},
                     {"_time": "2026-03-10T10:00:03", "fields": {"n": 4, "m": "y", "v": "abc"}},
                     {"_time": "2026-03-10T10:00:04", "fields": {"n": 5, "team": "b", "m": "x"}}]
                    """)
            .add("other", "[{\"_time\": \"2026-03-10T08:00:00\", \"fields\": {\"n\": 10}}]")
            .add("_hidden", "[{\"_time\": \"2026-03-10T08:00:00\", \"fields\": {\"n\": 11}}]");

    @AfterAll
    static void close() {
        LAKE.close();
    }

    /// The values of `n`, in order.
    private static String n(String spl) {
        return LAKE.json(spl + " | table n").replaceAll("[^0-9\n]", "").strip().replace("\n", " ");
    }

    private static String rows(String spl) {
        return LAKE.json(spl).strip();
    }

    @Nested
    class SearchCommand {
        @Test
        void comparesTextWithoutRegardToCaseAndWithWildcards() {
            assertThat(n("index=genops_ai team=a")).isEqualTo("3 1");
            assertThat(n("index=genops_ai team=A*")).isEqualTo("3 1");
            assertThat(n("index=genops_ai v=*0*")).isEqualTo("3 1");
        }

        @Test
        void takesAsManyConditionsAsAQueryHasRoomFor() {
            String others =
                    IntStream.range(100, 2_100).mapToObj(i -> " n!=" + i).collect(Collectors.joining());
            assertThat(n("index=genops_ai n!=2" + others)).isEqualTo("5 4 3 1");
            String anyOf =
                    IntStream.range(100, 2_100).mapToObj(i -> " OR n=" + i).collect(Collectors.joining());
            assertThat(n("index=genops_ai (team=B OR n=1.0" + anyOf + ")")).isEqualTo("5 2 1");
            assertThat(n("index=genops_ai (team=B OR n=1*" + anyOf.replace("n=", "v=") + ")"))
                    .isEqualTo("5 3 2 1");
        }

        @Test
        void takesHundredsOfConditionsOnFields() {
            assertThat(n("index=genops_ai | where n>2" + " AND n<9".repeat(390)))
                    .isEqualTo("5 4 3");
            assertThat(n("index=genops_ai | where n=2" + " OR n=9".repeat(900))).isEqualTo("2");
            String numbers = many(2_500, " OR n=%d");
            assertThat(n("index=genops_ai | where team=\"A\"" + numbers)).isEqualTo("3");
            assertThat(n("index=genops_ai | where n=2" + numbers + " OR team=\"b\"" + numbers.replace("n=", "v=")))
                    .isEqualTo("5 2");
            assertThat(n("index=genops_ai | where n!=2" + many(2_500, " AND n!=%d")))
                    .isEqualTo("5 4 3 1");
            assertThat(n("index=genops_ai | where v!=10" + many(2_500, " AND v!=%d")))
                    .isEqualTo("4 3 2");
            assertThat(n("index=genops_ai | where team!=\"b\"" + many(2_500, " AND team!=\"%d\"")))
                    .isEqualTo("3 1");
            assertThat(n("index=genops_ai | where n IN (2" + many(2_500, ", %d") + ")"))
                    .isEqualTo("2");
            String words = IntStream.range(0, 3_000).mapToObj(i -> " OR w" + i).collect(Collectors.joining());
            assertThat(n("index=genops_ai (abc" + words + ")")).isEqualTo("4");
        }

        /// Texts with numbers that no event has.
        private static String many(int count, String text) {
            return IntStream.range(1_000, 1_000 + count)
                    .mapToObj(text::formatted)
                    .collect(Collectors.joining());
        }

        @Test
        void refusesMoreConditionsThanTheEngineHasRoomFor() {
            for (String many : List.of(" AND n>-%d", " AND n!=v+%d")) {
                assertThatThrownBy(() -> n("index=genops_ai | where n=2" + many(2_500, many)))
                        .as(many)
                        .isInstanceOf(SearchException.class)
                        .hasMessage("an expression of the query is too long");
            }
        }

        @Test
        void takesThousandsOfValuesOfASubsearch() {
            String found = "[| makeresults count=9000 | streamstats count as n | eval n=n*2 | table n]";
            assertThat(n("index=genops_ai " + found)).isEqualTo("4 2");
            assertThat(n("index=genops_ai NOT " + found)).isEqualTo("5 3 1");
        }

        @Test
        void addsManyValuesThatMayBeTexts() {
            assertThat(rows("index=genops_ai | eval x=n" + "+n".repeat(24) + " | table x"))
                    .isEqualTo("{\"x\":125}\n{\"x\":100}\n{\"x\":75}\n{\"x\":50}\n{\"x\":25}");
            assertThat(rows("index=genops_ai n>2 | eval x=n+n+v+n+n | table x"))
                    .isEqualTo("{}\n{\"x\":\"8abc44\"}\n{\"x\":112}");
        }

        @Test
        void comparesNumbersAsNumbers() {
            assertThat(n("index=genops_ai v>9.5")).isEqualTo("3 1");
            assertThat(n("index=genops_ai n=2.0")).isEqualTo("2");
            assertThat(n("index=genops_ai n>=2 n<4")).isEqualTo("3 2");
        }

        @Test
        void notEqualNeedsTheFieldAndNotDoesNot() {
            assertThat(n("index=genops_ai team!=b")).isEqualTo("3 1");
            assertThat(n("index=genops_ai NOT team=b")).isEqualTo("4 3 1");
            assertThat(n("index=genops_ai NOT team=*")).isEqualTo("4");
        }

        @Test
        void orBindsTighterThanAnd() {
            assertThat(n("index=genops_ai team=b m=x OR m=y")).isEqualTo("5 2");
            assertThat(n("index=genops_ai (team=b m=x) OR n=4")).isEqualTo("5 4 2");
            assertThat(n("index=genops_ai team IN (b, A)")).isEqualTo("5 3 2 1");
        }

        /// Splunk, Knowledge Manager Manual, "Use default fields".
        @Test
        void anEventsLinesAndPunctuationAreToldOfItsText() {
            try (TestLake lake = new TestLake().add("genops_ai", """
                            [{"_time": "2026-03-10 08:00:00", "fields":
                                {"_raw": "Oct 10 10:12:20 host sshd[7]: a, b\\n\\tsecond; line\\n"}},
                             {"_time": "2026-03-10 08:00:01", "fields": {"_raw": "%s", "punct": "own"}}]
                            """.formatted("(\\t".repeat(20)))) {
                assertThat(lake.json("index=genops_ai | table linecount punct splunk_server")
                                .strip())
                        .isEqualTo("""
                                {"linecount":1,"punct":"own","splunk_server":"local"}
                                {"linecount":3,"punct":"__::__[]:_,_","splunk_server":"local"}""");
                assertThat(lake.json("index=genops_ai linecount>2 splunk_server=local | stats count by punct")
                                .strip())
                        .isEqualTo("{\"punct\":\"__::__[]:_,_\",\"count\":1}");
                assertThat(lake.run("index=genops_ai").names()).doesNotContain("linecount", "splunk_server");
            }
        }

        @Test
        void ofEqualTimesThePlaceInTheLogDecides() {
            var events = new StringBuilder("[");
            for (int n = 0; n < 20_000; n++) {
                events.append("{\"_time\": \"2026-03-10 08:00:00\", \"fields\": {\"n\": ")
                        .append(n)
                        .append("}},");
            }
            try (TestLake lake = new TestLake()
                    .add(
                            "genops_ai",
                            events.append("{\"_time\": \"2026-03-10 07:00:00\"}]")
                                    .toString())) {
                assertThat(lake.json("index=genops_ai | stats earliest(n) latest(n)"))
                        .isEqualTo("{\"earliest(n)\":0,\"latest(n)\":19999}\n");
                assertThat(lake.json("index=genops_ai | table _time n | stats earliest(n) latest(n)"))
                        .isEqualTo("{\"earliest(n)\":0,\"latest(n)\":19999}\n");
            }
        }

        @Test
        void earliestIsInclusiveAndLatestExclusive() {
            assertThat(n("index=genops_ai earliest=03/10/2026:08:00:01 latest=03/10/2026:10:00:04"))
                    .isEqualTo("4 3 2");
            assertThat(n("index=genops_ai earliest=-2h")).isEqualTo("5 4");
        }

        @Test
        void starLeavesOutHiddenIndexesAndAnUnknownOneIsSaid() {
            assertThat(n("index=* n>=10")).isEqualTo("10");
            assertThat(n("index=_* n>=10")).isEqualTo("11");
            assertThat(n("index=* index!=genops_ai")).isEqualTo("10");
            Result result = LAKE.run("index=genops_ia");
            assertThat(result.rows()).isEmpty();
            assertThat(result.messages().toString()).contains("no index `genops_ia`; did you mean `genops_ai`?");
        }

        @Test
        void aTermIsFoundAsAWordAnywhere() {
            assertThat(n("index=genops_ai ABC")).isEqualTo("4");
            assertThat(n("index=genops_ai ab")).isEmpty();
            assertThat(n("index=genops_ai ab*")).isEqualTo("4");
            assertThat(n("index=genops_ai | stats count by n m | search y")).isEqualTo("3 4");
        }

        @Test
        void anEmptyLakeAnswersNothing() {
            try (var empty = new TestLake()) {
                assertThat(empty.run("index=genops_ai | stats count by x").rows())
                        .isEmpty();
                assertThat(empty.json("index=genops_ai | stats count")).isEqualTo("{\"count\":0}\n");
                assertThat(empty.run("index=* | timechart count by x").rows()).isEmpty();
                assertThat(empty.run("| eventcount summarize=false index=*").rows())
                        .isEmpty();
            }
        }
    }

    @Nested
    class Stats {
        @Test
        void dropsRowsWithoutAByFieldAndSortsByIt() {
            assertThat(rows("index=genops_ai | stats count sum(n) by team")).isEqualTo("""
                            {"team":"A","count":1,"sum(n)":3}
                            {"team":"a","count":1,"sum(n)":1}
                            {"team":"b","count":2,"sum(n)":7}""");
        }

        @Test
        void namesAreTakenAsWritten() {
            assertThat(LAKE.run("index=genops_ai | stats count(eval(n > 2)), max(n) AS \"Most n\", c")
                            .names())
                    .containsExactly("count(eval(n > 2))", "Most n", "c");
        }

        @Test
        void minAndMaxCompareAsTextOnceAValueIsNoNumber() {
            assertThat(rows("index=genops_ai | stats min(v) max(v)"))
                    .isEqualTo("{\"min(v)\":\"10\",\"max(v)\":\"abc\"}");
            assertThat(rows("index=genops_ai n<4 | stats min(v) max(v)")).isEqualTo("{\"min(v)\":9,\"max(v)\":100}");
        }

        @Test
        void percentilesAreValuesThatOccur() {
            assertThat(
                            rows(
                                    "| makeresults count=20 | streamstats count as n | stats p50(n) perc95(n) p99(n) median(n)"))
                    .isEqualTo("{\"p50(n)\":10,\"perc95(n)\":19,\"p99(n)\":20,\"median(n)\":10}");
        }

        @Test
        void firstIsTheNewestEventAndEarliestTheOldest() {
            assertThat(rows("index=genops_ai | stats first(n) last(n) earliest(n) latest(n)"))
                    .isEqualTo("{\"first(n)\":5,\"last(n)\":1,\"earliest(n)\":1,\"latest(n)\":5}");
        }

        @Test
        void valuesAreSortedAndDistinctAndListsInOrder() {
            assertThat(rows("index=genops_ai | stats values(m) list(m) dc(team) stdev(n)"))
                    .isEqualTo(
                            "{\"values(m)\":[\"x\",\"y\"],\"list(m)\":[\"x\",\"y\",\"y\",\"x\",\"x\"],\"dc(team)\":3,\"stdev(n)\":1.5811388300841898}");
        }

        @Test
        void patternsStandForAllFieldsThatMatch() {
            assertThat(LAKE.run("index=genops_ai | stats sum(v*) as total_*").names())
                    .containsExactly("total_");
        }

        @Test
        void eventstatsKeepsRowsAndGivesNothingToThoseWithoutTheKey() {
            assertThat(rows("index=genops_ai | eventstats sum(n) as s by team | table n s"))
                    .isEqualTo("""
                            {"n":5,"s":7}
                            {"n":4}
                            {"n":3,"s":3}
                            {"n":2,"s":7}
                            {"n":1,"s":1}""");
        }

        @Test
        void streamstatsSeesTheRowsSoFar() {
            assertThat(rows("index=genops_ai | sort n | streamstats window=2 sum(n) as s | table s"))
                    .isEqualTo("{\"s\":1}\n{\"s\":3}\n{\"s\":5}\n{\"s\":7}\n{\"s\":9}");
            assertThat(rows("index=genops_ai | sort n | streamstats current=f sum(n) as s | table s"))
                    .isEqualTo("{}\n{\"s\":1}\n{\"s\":3}\n{\"s\":6}\n{\"s\":10}");
        }
    }

    @Nested
    class Order {
        @Test
        void eventsComeNewestFirst() {
            assertThat(n("index=genops_ai")).isEqualTo("5 4 3 2 1");
            assertThat(n("index=genops_ai | reverse")).isEqualTo("1 2 3 4 5");
            assertThat(n("index=genops_ai | head 2")).isEqualTo("5 4");
            assertThat(n("index=genops_ai | tail 2")).isEqualTo("1 2");
        }

        @Test
        void sortComparesNumbersAsNumbersAndPutsMissingOnesLast() {
            assertThat(n("index=genops_ai | sort v")).isEqualTo("2 1 3 4 5");
            assertThat(n("index=genops_ai | sort - v")).isEqualTo("3 1 2 4 5");
            assertThat(n("index=genops_ai | sort str(v)")).isEqualTo("1 3 2 4 5");
            assertThat(n("index=genops_ai | sort m, -n")).isEqualTo("5 2 1 4 3");
            assertThat(n("index=genops_ai | sort 2 n desc")).isEqualTo("5 4");
        }

        @Test
        void anOrderSurvivesCommandsThatHideItsField() {
            assertThat(n("index=genops_ai | sort n | fields - _time | eval n=n+0 | head 3"))
                    .isEqualTo("1 2 3");
        }

        @Test
        void dedupKeepsTheFirstInOrder() {
            assertThat(n("index=genops_ai | dedup team")).isEqualTo("5 3 1");
            assertThat(n("index=genops_ai | dedup team keepempty=true")).isEqualTo("5 4 3 1");
            assertThat(n("index=genops_ai | dedup 1 m sortby n")).isEqualTo("1 3");
        }
    }

    @Nested
    class Selfjoin {
        @Test
        void eventsAreReturnedAsTheLaterOnesNewestFirst() {
            assertThat(n("index=genops_ai | selfjoin m")).isEqualTo("5 4 2");
            assertThat(rows("index=genops_ai | selfjoin team | table n team m v"))
                    .isEqualTo("{\"n\":5,\"team\":\"b\",\"m\":\"x\",\"v\":9}");
        }

        @Test
        void aDelimiterOfMvcombineIsSaidToChangeNothing() {
            Result result = LAKE.run("index=genops_ai | table m n | mvcombine delim=\",\" n");
            assertThat(result.messages().toString()).contains("`delim` of `mvcombine` is for `nomv`");
        }

        @Test
        void rowsBeyondItsBoundAreLeftOutAndThatIsSaid() {
            Result result = LAKE.run(
                    "| makeresults count=100003 | streamstats count as a | eval k=a%2 | selfjoin k | stats count max(a) as a");
            assertThat(Texts.of(new JsonWriter(), result).strip()).isEqualTo("{\"count\":99998,\"a\":100000}");
            assertThat(result.messages().toString()).contains("`selfjoin` took only the first 100,000 rows");
        }

        @Test
        void aFieldThatWasTakenAwayStaysAway() {
            assertThat(LAKE.run("index=genops_ai | fields - team, _raw | selfjoin m")
                            .names())
                    .contains("n")
                    .doesNotContain("team");
        }
    }

    @Nested
    class Shape {
        @Test
        void renameReplacesAndTakesPatterns() {
            assertThat(rows("index=genops_ai n=1 | rename n as team | table n team"))
                    .isEqualTo("{\"team\":1}");
            assertThat(rows("index=genops_ai n=1 | table n team | rename * as my_*"))
                    .isEqualTo("{\"my_n\":1,\"my_team\":\"a\"}");
            assertThat(rows("index=genops_ai n=1 | table n m | rename n as m, m as n"))
                    .isEqualTo("{\"m\":1,\"n\":\"x\"}");
        }

        @Test
        void fillnullCreatesNamedFieldsAndKeepsNumbers() {
            assertThat(rows("index=genops_ai n=5 | fillnull value=none team zz | table n team zz"))
                    .isEqualTo("{\"n\":5,\"team\":\"b\",\"zz\":\"none\"}");
            assertThat(rows("index=genops_ai n=5 | table n v | fillnull")).isEqualTo("{\"n\":5,\"v\":\"0\"}");
        }

        @Test
        void fieldsKeepsTimeAndText() {
            assertThat(LAKE.run("index=genops_ai | fields n").names()).containsExactly("n", "_time", "_raw");
            assertThat(LAKE.run("index=genops_ai n=1 | fields - _raw, v, kind").names())
                    .containsExactly("_time", "index", "m", "n", "team");
        }

        @Test
        void binPutsNumbersIntoSpans() {
            assertThat(rows("index=genops_ai | bin n span=2 as b | stats count by b"))
                    .isEqualTo("{\"b\":\"0-2\",\"count\":1}\n{\"b\":\"2-4\",\"count\":2}\n{\"b\":\"4-6\",\"count\":2}");
        }

        @Test
        void topCountsAndGivesShares() {
            assertThat(rows("index=genops_ai | top 1 m")).isEqualTo("{\"m\":\"x\",\"count\":3,\"percent\":60}");
            assertThat(rows("index=genops_ai | rare limit=1 showperc=f m")).isEqualTo("{\"m\":\"y\",\"count\":2}");
        }

        @Test
        void rexTakesNamedGroups() {
            assertThat(
                            rows(
                                    "| makeresults | eval m=\"took 15 ms\" | rex field=m \"took (?<ms>\\d+) (?<unit>\\w+)\" | table ms unit"))
                    .isEqualTo("{\"ms\":\"15\",\"unit\":\"ms\"}");
        }

        @Test
        void spathReadsJson() {
            assertThat(
                            rows(
                                    "| makeresults | eval j=\"{\\\"a\\\":{\\\"b\\\":[1,2]}}\" | spath input=j path=a.b{1} output=x | table x"))
                    .isEqualTo("{\"x\":\"2\"}");
        }

        @Test
        void mvexpandKeepsARowThatHasNoValue() {
            String lists = "| makeresults count=3 | streamstats count as n"
                    + " | eval y=split(\"c\", \",\")"
                    + " | eval x=case(n==1, split(\"a,b\", \",\"), n==2, mvfilter(match(y, \"d\")))";
            assertThat(rows(lists + " | mvexpand x | table n x | sort n x"))
                    .isEqualTo("{\"n\":1,\"x\":\"a\"}\n{\"n\":1,\"x\":\"b\"}\n{\"n\":2}\n{\"n\":3}");
        }

        @Test
        void mvexpandGivesARowPerValue() {
            assertThat(rows("| makeresults | eval x=split(\"a,b\", \",\") | mvexpand x | table x"))
                    .isEqualTo("{\"x\":\"a\"}\n{\"x\":\"b\"}");
        }
    }

    @Nested
    class Charts {
        @Test
        void emptySpansCountZeroAndSumToNothing() {
            assertThat(rows("index=genops_ai | timechart span=1h count sum(n) as s"))
                    .isEqualTo("""
                            {"_time":1773129600,"count":3,"s":6}
                            {"_time":1773133200,"count":0}
                            {"_time":1773136800,"count":2,"s":9}""");
        }

        @Test
        void seriesBeyondTheLimitAreOtherAndMissingOnesNull() {
            Result result = LAKE.run("index=genops_ai | timechart span=1d limit=1 sum(n) by team");
            assertThat(result.names()).containsExactly("_time", "b", "OTHER", "NULL");
            assertThat(Texts.of(new JsonWriter(), result))
                    .isEqualTo("{\"_time\":1773100800,\"b\":7,\"OTHER\":4,\"NULL\":4}\n");
            assertThat(LAKE.run("index=genops_ai | timechart span=1d limit=1 useother=f usenull=f sum(n) by team")
                            .names())
                    .containsExactly("_time", "b");
        }

        @Test
        void severalAggregatesNameTheirSeries() {
            assertThat(LAKE.run("index=genops_ai | timechart span=1d count sum(n) as s by m")
                            .names())
                    .containsExactly("_time", "count: x", "count: y", "s: x", "s: y");
        }

        @Test
        void theSearchesTimeDecidesTheSpans() {
            assertThat(LAKE.run("index=genops_ai earliest=-4h@h latest=@h | timechart span=1h count")
                            .rows())
                    .hasSize(4);
        }

        @Test
        void chartHasAColumnPerValue() {
            assertThat(rows("index=genops_ai | chart sum(n) over m by team"))
                    .isEqualTo("{\"m\":\"x\",\"a\":1,\"b\":7}\n{\"m\":\"y\",\"A\":3,\"NULL\":4}");
        }
    }

    /// What Splunk's half-made results give in the command behind them.
    @Nested
    class PrestatsOfTstats {
        @Test
        void theCommandBehindCountsTheEvents() {
            String by = "| tstats prestats=t count where index=genops_ai by team m ";
            assertThat(rows(by + "| stats count by team"))
                    .isEqualTo(
                            rows("| tstats count where index=genops_ai by team m | stats sum(count) as count by team"));
            assertThat(rows("| tstats prestats=t count where index=genops_ai by _time span=1h"
                            + " | timechart span=1h count"))
                    .isEqualTo(rows("index=genops_ai | timechart span=1h count"));
            assertThat(rows("| tstats prestats=t fillnull_value=none count where index=genops_ai by team"
                            + " | stats count by team"))
                    .contains("{\"team\":\"none\",\"count\":1}");
        }

        @Test
        void moreCanBeAppended() {
            assertThat(rows("| tstats prestats=t count where index=genops_ai by team"
                            + " | tstats prestats=t append=t count where index=other by index | stats count"))
                    .isEqualTo("{\"count\":5}");
        }

        @Test
        void optionsStandAnywhere() {
            assertThat(rows("| tstats count where index=genops_ai by m summariesonly=f fillnull_value=x"))
                    .isEqualTo(rows("index=genops_ai | stats count by m"));
        }
    }

    /// Splunk calls the values of an array `tags{}`; here an attribute has them under its own name, too.
    @Nested
    class Arrays {
        private static final TestLake TAGGED = new TestLake().add("genops_ai", """
                [{"_time": "2026-03-10T08:00:00", "fields": {"n": 1, "tags": ["red", "blue"], "one": "x"}},
                 {"_time": "2026-03-10T08:00:01", "fields": {"n": 2, "tags": ["blue"], "sizes": [3, 4]}},
                 {"_time": "2026-03-10T08:00:02", "fields": {"n": 3}}]
                """);

        @AfterAll
        static void close() {
            TAGGED.close();
        }

        private static String found(String spl) {
            return TAGGED.json(spl).strip();
        }

        @Test
        void areValuesOfTheirElements() {
            assertThat(found("index=genops_ai tags{}=blue | sort n | table n tags{}"))
                    .isEqualTo("{\"n\":1,\"tags{}\":[\"red\",\"blue\"]}\n{\"n\":2,\"tags{}\":[\"blue\"]}");
            assertThat(found("index=genops_ai | stats count by tags{}"))
                    .isEqualTo("{\"tags{}\":\"blue\",\"count\":2}\n{\"tags{}\":\"red\",\"count\":1}");
            assertThat(found("index=genops_ai | stats sum(sizes{}) as s dc(tags{}) as d"))
                    .contains("\"d\":2");
        }

        @Test
        void areExpandedAndCountedUnderTheirNameToo() {
            assertThat(found("index=genops_ai | mvexpand tags | stats count by tags"))
                    .isEqualTo("{\"tags\":\"blue\",\"count\":2}\n{\"tags\":\"red\",\"count\":1}");
            assertThat(found("index=genops_ai n<3 | sort n | eval c=mvcount(tags), f=mvindex(tags, -1), o=mvcount(one)"
                            + " | table c f o"))
                    .isEqualTo("{\"c\":2,\"f\":\"blue\",\"o\":1}\n{\"c\":1,\"f\":\"blue\"}");
            assertThat(found("index=genops_ai | mvexpand one | stats count")).isEqualTo("{\"count\":3}");
        }
    }

    @Nested
    class Unusual {
        @Test
        void eventsAreClusteredByTheirTexts() {
            assertThat(
                            rows(
                                    "index=genops_ai | cluster t=0.4 match=termset labelonly=t | stats count by cluster_label _raw"))
                    .hasLineCount(5);
            assertThat(rows("index=genops_ai n<3 | cluster t=0.1 showcount=t | table n cluster_count"))
                    .isEqualTo("{\"n\":2,\"cluster_count\":2}");
            assertThat(rows("index=genops_ai | cluster field=team showcount=t | table team cluster_count"))
                    .isEqualTo("{\"team\":\"b\",\"cluster_count\":2}\n{\"team\":\"A\",\"cluster_count\":1}\n"
                            + "{\"team\":\"a\",\"cluster_count\":1}");
        }

        @Test
        void eventsAreUnexpectedByTheirTexts() {
            assertThat(n("index=genops_ai | anomalies field=m threshold=0.4")).isEqualTo("5 4");
            assertThat(n("index=genops_ai | anomalies field=m by team")).isEqualTo("5 4 3 1");
            assertThat(n("index=genops_ai | anomalies threshold=2 labelonly=t")).isEqualTo("5 4 3 2 1");
        }

        @Test
        void nothingIsFoundAmongNothing() {
            for (String command : new String[] {
                "cluster",
                "anomalies",
                "anomalydetection",
                "anomalydetection method=zscore",
                "geostats count",
                "geostats count by m"
            }) {
                assertThat(rows("index=genops_ai n>99 | " + command))
                        .as(command)
                        .isEmpty();
            }
            assertThat(rows("index=genops_ai n>99 | anomalydetection action=summary"))
                    .isEqualTo("{\"num_anomalies\":0}");
            assertThat(rows("index=genops_ai n>99 | anomalydetection method=zscore action=summary"))
                    .isEmpty();
        }

        @Test
        void eventsHavePlaces() {
            String placed = "index=genops_ai | eval lat=n*10, lon=n*10 | geostats maxzoomlevel=3 ";
            assertThat(rows(placed + "sum(n) as n avg(n) as mean | where like(geobin, \"bin_id_zl_0%\")"))
                    .isEqualTo("""
                            {"geobin":"bin_id_zl_0_y_4_x_4","latitude":15,"longitude":15,"n":3,"mean":1.5}
                            {"geobin":"bin_id_zl_0_y_5_x_4","latitude":35,"longitude":35,"n":7,"mean":3.5}
                            {"geobin":"bin_id_zl_0_y_6_x_5","latitude":50,"longitude":50,"n":5,"mean":5}""");
            assertThat(rows(placed + "sum(n) as n by m | stats sum(x) as x sum(y) as y"))
                    .isEqualTo("{\"x\":32,\"y\":28}");
            assertThat(rows(placed + "avg(v) by m | stats dc(geobin) as bins")).isEqualTo("{\"bins\":18}");
        }
    }
}
