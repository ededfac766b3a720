package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.search.report.SearchException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    private static final TestLake LAKE =
            new TestLake().add("genops_ai", "[{\"_time\": \"2026-03-10T08:00:00\", \"fields\": {\"a\": 1}}]");

    @AfterAll
    static void close() {
        LAKE.close();
    }

    @Test
    void aReportShowsThePlaceAndWhatToDo() {
        assertThat(error("index=genops_ai\n| stats count\n| evla x=1").report()).isEqualTo("""
                        line 3, column 3: there is no command `evla`
                          | evla x=1
                            ^
                        Did you mean `eval`?""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '§', textBlock = """
                    index=genops_ai | eval x=rond(1.5);   26; there is no function `rond`; Did you mean `round`?
                    index=genops_ai | stats summ(a);      25; there is no aggregate `summ`; Did you mean `sum`?
                    index=genops_ai | stats alnum=t sum(a); 25; `stats` has no option `alnum`; Did you mean `allnum`?
                    index=genops_ai | stats allnum=t sparkline; 34; `allnum` and `sparkline` do not go together here; Leave one of them out.
                    index=genops_ai | dedup a keepempy=t; 27; `dedup` has no option `keepempy`; Did you mean `keepempty`?
                    index=genops_ai | top a shwperc=t;    25; `top` has no option `shwperc`; Did you mean `showperc`?
                    index=genops_ai | head keeplst=t;     24; `head` has no option `keeplst`; Did you mean `keeplast`?
                    index=genops_ai | chart cont=f count by a; 25; `chart` has no option `cont`; It has: limit, agg, useother, usenull, otherstr, nullstr, sep, format, dedup_splitvals
                    index=genops_ai | eval x=toint(a);    26; there is no function `toint`; Use floor(tonumber(x)).
                    index=genops_ai | stats sum;          25; `sum` needs a field; Write sum(field).
                    index=genops_ai | eval x=round();     26; `round` takes 1 to 2 arguments, here are 0;
                    index=genops_ai | eval x=(1;          28; `)` expected to close the bracket, found the end;
                    index=genops_ai | eval x="abc;        26; quote without its closing "; Close it, or write \\" for a quote inside.
                    index=genops_ai | ;                   18; a command expected after `|`, found the end;
                    index=genops_ai earliest=-5x;         26; `-5x` is not a time; Examples: -5m, -1d@d, @w0, now, 1767225600, 01/31/2026:00:00:00.
                    index=genops_ai (a=1;                 21; `)` expected to close the bracket, found the end;
                    index=genops_ai a=;                   19; a value expected after `a=`; For an empty value write "".
                    | stats count;                         3; `stats` needs events from a search before it; Begin with a search, such as index=genops_ai
                    index=genops_ai | head x;             24; a number expected, found `x`;
                    `macro` a=1;                           1; there is no macro `macro`; Write out what the macro stands for, or define it.
                    index=genops_ai | chart count over a by b spam=10; 43; `chart` has no option `spam`; Did you mean `span`?
                    index=genops_ai | timechart span=x count; 29; `span=x` is not a span of time; Examples: 5m, 1h, 1d, 1mon.
                    index=genops_ai | timechart count by a where foo in top5; 46; series are chosen by an aggregate of their cells, found `foo`; There are: avg, c, count, max, mean, min, range, stdev, sum, var
                    index=genops_ai | timechart count where sum > 1; 35; `where` chooses among the series of a `by` field, and there is none; Write by FIELD before it, or | where ... in front of the command to leave out events.
                    index=genops_ai | timechart eval(1+2) by a; 29; an expression of a chart computes with aggregates; Example: eval(round(avg(x), 2))
                    index=genops_ai | bin a span=20log10; 23; of `span=20log10` the base must be above 1, the number before it from 1 up to the base; Example: span=2log10
                    index=genops_ai | bin _time span=1h aligntime=noon; 23; `aligntime=noon` is not a time; Examples: -5m, -1d@d, @w0, now, 1767225600, 01/31/2026:00:00:00.
                    | set either [search a] [search b];    7; union, diff or intersect expected, found `either`; Example: | set diff [search a | fields url] [search b | fields url]
                    index=genops_ai | stats count | timewrap 1d; 42; `timewrap` needs rows with _time; Write it behind timechart.
                    index=genops_ai | timechart count | timewrap 1x; 46; `1x` is not a span of time; Examples: 1h, 1d, 1w, 1mon, 1y.
                    index=genops_ai | stats count | predict count; 41; LLP5 needs at least 3 values, `count` has 1; Search a longer time, or timechart with a shorter span.
                    index=genops_ai | predict a algorithm=LLB; 27; LLB needs the field that it predicts by; Example: predict cost algorithm=LLB correlate=tokens
                    index=genops_ai | predict a correlate=b; 27; `correlate` is of algorithm=LLB; Example: predict cost algorithm=LLB correlate=tokens
                    index=genops_ai | predict a algorithm=BiLL; 27; BiLL predicts two fields, here are 1; Example: predict cost tokens algorithm=BiLL
                    index=genops_ai | predict a algorithm=LLX; 39; there is no algorithm `LLX`; There are LL, LLT, LLP, LLP5, LLB, BiLL.
                    index=genops_ai | predict a holdbak=3; 29; `predict` has no option `holdbak`; Did you mean `holdback`?
                    index=genops_ai | cluster t=1;        29; `t` must be above 0 and below 1, is 1.0; The default is 0.8.
                    index=genops_ai | cluster match=words; 33; `match` is termlist, termset or ngramset, not `words`;
                    index=genops_ai | cluster fields=m;   27; `cluster` has no option `fields`; Did you mean `field`?
                    index=genops_ai | anomalies denylist=ok; 38; `anomalies` takes no lists of what is expected here; Leave such events out by a search.
                    index=genops_ai | anomalies maxvalues=0; 39; `maxvalues` must be from 1 to 10,000, is 0;
                    index=genops_ai | anomalydetection method=iqr pthresh=0.1; 47; `method=iqr` has no such option; It has: param, uselower, mark.
                    index=genops_ai | anomalydetection param=3; 36; `method=histogram` has no such option; It has: pthresh, and histogram cutoff.
                    index=genops_ai | anomalydetection action=remove; 43; `action` is filter, annotate or summary, not `remove`; `remove` and `transform` are of method=iqr.
                    index=genops_ai | anomalydetection method=knn; 43; `method` is histogram, zscore or iqr, not `knn`;
                    index=genops_ai | anomalydetection pthresh=2; 44; `pthresh` must be above 0 and at most 1, is 2.0;
                    index=genops_ai | geostats count by a b; 34; the values of one field become columns, not of 2; Or translatetoxy=f.
                    index=genops_ai | geostats locallimit=5 count; 28; `locallimit` is not available here: every bin has the same columns; Use globallimit=.
                    index=genops_ai | geostats maxzoomlevel=30 count; 41; `maxzoomlevel` must be from 0 to 18, is 30;
                    index=genops_ai | geostats binspanlat=0 count; 39; `binspanlat` must be above 0 and at most 180 degrees, is 0.0;
                    index=genops_ai | eval x=strftime(_time, "%Y %E"); 26; `%E` is no variable of a time; It knows %Y %y %m %d %e %j, %H %k %I %l %p %M %S, %3N %f %Q, %s, %z %:z %Z, %a %A %b %B, %U %V %W %u %w %G %g, %F %T %R %D %c %x %X %+ and %%.
                    index=genops_ai | convert ctime(a) timeformat="%J"; 36; `%J` is no variable of a time; It knows %Y %y %m %d %e %j, %H %k %I %l %p %M %S, %3N %f %Q, %s, %z %:z %Z, %a %A %b %B, %U %V %W %u %w %G %g, %F %T %R %D %c %x %X %+ and %%.
                    index=genops_ai | eval x=relative_time(now(), if(a=1, "-1d", "-1x")); 26; `-1x` is not a time modifier; Examples: -5m, -1d@d, @w0, now, 1767225600, 01/31/2026:00:00:00.
                    index=genops_ai | eval x=replace(a, "(b)c", "\\\\1\\\\2"); 26; `\\2` is no group of `(b)c`, which has 1; Put what it stands for in brackets: (...).
                    index=genops_ai | rex field=a mode=sed "s/b/\\\\9/"; 40; `\\9` is no group of `b`, which has 0; Put what it stands for in brackets: (...).
                    index=genops_ai | regex a="(?<"; 27; `(?<` is no regular expression: capturing group name does not start with a Latin letter; Match more, and keep what is wanted in a group.
                    index=genops_ai | eval x=cidrmatch("10.0.0.0/33", a); 26; `10.0.0.0/33` is no network; An address, `/` and how many bits all of the network begin with: "10.0.0.0/8", "2001:db8::/32"
                    index=genops_ai | eval x=cidrmatch("2001:db8::/129", a); 26; `2001:db8::/129` is no network; An address, `/` and how many bits all of the network begin with: "10.0.0.0/8", "2001:db8::/32"
                    index=genops_ai | eval x=cidrmatch("300.0.0.0/8", a); 26; `300.0.0.0/8` is no network; An address, `/` and how many bits all of the network begin with: "10.0.0.0/8", "2001:db8::/32"
                    index=genops_ai | eval x=cidrmatch("10.0.0.0/", a); 26; `10.0.0.0/` is no network; An address, `/` and how many bits all of the network begin with: "10.0.0.0/8", "2001:db8::/32"
                    index=genops_ai | eval x=cidrmatch("nothing", a); 26; `nothing` is no network; An address, `/` and how many bits all of the network begin with: "10.0.0.0/8", "2001:db8::/32"
                    index=genops_ai | makecontinuous start=1 _time; 42; `start` and `end` are of numbers, and `makecontinuous` fills times; Leave other times out before it: where _time >= ...
                    index=genops_ai | makecontinuous a span=2log10; 34; `makecontinuous` has spans of one width; Example: span=100.
                    index=genops_ai | makecontinuous a aligntime=0; 34; `aligntime` is of times, and `a` has numbers; Leave it out.
                    index=genops_ai | makecontinuous a span=1h; 34; a span greater than 0 expected for the numbers of `a`; Examples: span=5m, span=1d, span=100, span=2log10, bins=10.
                    index=genops_ai | eval x=mvrange(1, 2, "7x"); 26; `7x` is no step of `mvrange`; Examples: 10, "90m", "7d".
                    index=genops_ai | eval x=mvrange(1, 2, "0d"); 26; `0d` is no step of `mvrange`; Examples: 10, "90m", "7d".
                    index=genops_ai | bin a bins=5 minspan=0; 23; a span greater than 0 expected for the numbers of `a`; Examples: span=5m, span=1d, span=100, span=2log10, bins=10.
                    index=genops_ai | xpath "//[";        25; `//[` is no XPath: A location step was expected following the '/' or '//' token.;
                    index=genops_ai | eval x=case(1,2,3); 26; `case` takes pairs of condition and value, the last condition has no value; For all other cases write: true(), value
                    """)
    void everyErrorHasItsPlace(String spl, int column, String message, @org.jspecify.annotations.Nullable String hint) {
        SearchException error = error(spl);
        assertThat(error).hasMessage(message);
        assertThat(error.column()).isEqualTo(column);
        assertThat(error.hint()).isEqualTo(hint);
    }

    @Test
    void tooManySpansAreRefusedBeforeTheyAreBuilt() {
        String spl = "index=genops_ai earliest=0 latest=now | timechart span=1s count";
        assertThat(error(spl)).hasMessageStartingWith("more than 50,000 spans");
    }

    @Test
    void deepNestingIsRefusedRatherThanOverflowing() {
        assertThat(error("index=genops_ai | eval x=" + "(".repeat(10_000) + "1"))
                .hasMessageContaining("nested");
        assertThat(error("index=genops_ai " + "(".repeat(10_000) + "a=1")).hasMessageContaining("nested");
    }

    /// Each function says its argument several times, so again and again the same would be too much for any memory.
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `max(a, `, `)`
            `min(`, `, \"x\")`
            `tostring(tonumber(`, `))`
            """)
    void functionsOfFunctionsOfFunctionsAreBounded(String before, String after) {
        String spl = "index=genops_ai | eval x=" + before.repeat(25) + "a" + after.repeat(25);
        assertThat(error(spl)).hasMessage("an expression of the query is too long");
    }

    @Test
    void anExpressionWithTooManyPartsIsRefusedRatherThanOverflowing() {
        assertThat(error("index=genops_ai | where n>0" + " AND n<9".repeat(1_000)))
                .hasMessage("an expression of the query is too long");
        assertThat(error("index=genops_ai | where NOT (n<0" + " OR n>9".repeat(900) + ")"))
                .hasMessage("an expression of the query is too long");
        assertThat(error("index=genops_ai" + "| where n>0".repeat(1_000)))
                .hasMessage("an expression of the query is too long");
        assertThat(error("index=genops_ai | eval x=n" + "+n".repeat(400)))
                .hasMessage("an expression of the query is too long");
    }

    @Test
    void aNameOfManyPartsIsRefused() {
        assertThat(error("index=genops_ai | eval x=a" + ".a".repeat(9_000)))
                .hasMessage("a name of more than 100 parts between dots");
    }

    @Test
    void aBadRegularExpressionIsReportedWithoutStackTrace() {
        assertThat(error("index=genops_ai | where match(a, \"(\")"))
                .hasMessage("`(` is no regular expression: unclosed group");
        assertThat(error("index=genops_ai | where match(a, upper(\"(\"))"))
                .hasMessage("`(` is no regular expression: missing )");
    }

    @Test
    void aBadRegularExpressionOfAnEventGivesNull() {
        String spl =
                "index=genops_ai | eval p=a.\"(\", m=if(match(a, p), \"yes\", \"no\"), f=mvfind(a, p), r=replace(a, p, \"x\")"
                        + " | table m f r";
        assertThat(LAKE.run(spl).rows().getFirst().values().toString()).isEqualTo("[Text[text=no], null, null]");
    }

    @Test
    void aCancelledSearchDoesNotRun() {
        var cancellation = new Cancellation();
        cancellation.cancel();
        Search search = LAKE.search();
        SearchException error = catchThrowableOfType(
                SearchException.class, () -> search.run(SearchRequest.of("index=genops_ai"), cancellation));
        assertThat(error).hasMessageContaining("cancelled");
    }

    @Test
    void aSearchThatTakesTooLongIsStopped() {
        String slow = "| makeresults count=1000000 | eval x=md5(tostring(random())), y=sha256(x) | sort 0 y | dedup x"
                + " | stats dc(x) dc(y)";
        var request = new SearchRequest(slow, null, null, 10, java.time.Duration.ofMillis(1));
        SearchException error =
                catchThrowableOfType(SearchException.class, () -> LAKE.search().run(request));
        assertThat(error).hasMessageStartingWith("the search took longer than");
    }

    @Test
    void rowsBeyondTheLimitAreCutAndSaid() {
        Result result =
                LAKE.search().run(SearchRequest.of("| makeresults count=5").atMost(3));
        assertThat(result.rows()).hasSize(3);
        assertThat(result.truncated()).isTrue();
        assertThat(result.messages().toString()).contains("only the first 3 rows");
    }

    private static SearchException error(String spl) {
        SearchException error = catchThrowableOfType(SearchException.class, () -> LAKE.run(spl));
        assertThat(error).as(spl).isNotNull();
        return error;
    }
}
