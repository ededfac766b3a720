package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.Result.Field;
import ai.genops.search.Result.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("StringConcatToTextBlock") // CRLF
class WritersTest {
    private static final Result RESULT = new Result(
            List.of(new Field("_time", true), new Field("team", false), new Field("total", false)),
            List.of(
                    new Row(List.of(num("1773144000.25"), new Value.Text("a \"b\", c"), num("1234.50"))),
                    new Row(Arrays.asList(num("1773144001"), null, num("1E-7"))),
                    new Row(List.of(
                            num("1773144002"),
                            new Value.Many(List.of(new Value.Text("x"), new Value.Text("\u001b[31my\t"))),
                            num("1E+3")))),
            false,
            List.of(),
            Duration.ZERO);

    @Test
    void jsonHasOneObjectPerLineWithPlainNumbers() {
        assertThat(Texts.of(new JsonWriter(), RESULT)).isEqualTo("""
                        {"_time":1773144000.25,"team":"a \\"b\\", c","total":1234.5}
                        {"_time":1773144001,"total":0.0000001}
                        {"_time":1773144002,"team":["x","\\u001b[31my\\t"],"total":1000}
                        """);
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        assertThat(Texts.of(new CsvWriter(), RESULT))
                .isEqualTo("_time,team,total\r\n1773144000.25,\"a \"\"b\"\", c\",1234.5\r\n"
                        + "1773144001,,0.0000001\r\n1773144002,\"x\n\u001b[31my\t\",1000\r\n");
    }

    @Test
    void tablesAlignNumbersRightAndShowTimesInTheZone() {
        assertThat(Texts.of(new TableWriter(0, false, ZoneId.of("Europe/Berlin")), RESULT))
                .isEqualTo("""
                        _time                    team            total
                        ───────────────────────  ──────────  ─────────
                        2026-03-10 13:00:00.250  a "b", c       1234.5
                        2026-03-10 13:00:01                  0.0000001
                        2026-03-10 13:00:02      x, \uFFFD[31my\uFFFD       1000
                        """);
    }

    @Test
    void sparklinesAreDrawn() {
        Value trend = new Value.Many(Stream.of("##__SPARKLINE__##", "0", "0.1", "4", "8", "-1", "x")
                .<Value>map(Value.Text::new)
                .toList());
        var result = new Result(
                List.of(new Result.Field("trend", false)),
                List.of(new Result.Row(Collections.singletonList(trend))),
                false,
                List.of(),
                Duration.ZERO);
        assertThat(Texts.of(new TableWriter(0, false, ZoneId.of("UTC")), result))
                .endsWith("\n▁▂▅█▁▁\n");
    }

    @Test
    void eventsShowTimeAndTextAndChosenColumnsAllOfThem() {
        assertThat(table("_time", "_raw", "index", "source")).startsWith("_time  _raw\n");
        assertThat(table("_time", "source", "_raw")).startsWith("_time  source  _raw\n");
    }

    private static String table(String... names) {
        var fields = Stream.of(names).map(name -> new Result.Field(name, false)).toList();
        var result = new Result(fields, List.of(), false, List.of(), Duration.ZERO);
        return Texts.of(new TableWriter(0, false, ZoneId.of("UTC")), result);
    }

    @Test
    void tablesFitTheirWidth() {
        String table = Texts.of(new TableWriter(40, false, ZoneId.of("UTC")), RESULT);
        assertThat(table.lines()).allMatch(line -> line.length() <= 40).anyMatch(line -> line.contains("…"));
    }

    @Test
    void colorsAreOnlyWrittenWhenAsked() {
        assertThat(Texts.of(new TableWriter(0, true, ZoneId.of("UTC")), RESULT)).contains("\u001b[1m");
        assertThat(Texts.of(new TableWriter(0, false, ZoneId.of("UTC")), RESULT))
                .doesNotContain("\u001b");
    }

    private static Value num(String number) {
        return new Value.Num(new BigDecimal(number));
    }
}
