package ai.genops.search.spl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected texts of 2023-11-14 are those of C's `strftime` where it has the variable.
class TimeFormatTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant TIME = Instant.parse("2023-11-14T22:13:20.123456789Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            %Y-%m-%d %H:%M:%S|2023-11-14 23:13:20
            %F %T %D %R|2023-11-14 23:13:20 11/14/23 23:13
            %c|Tue Nov 14 23:13:20 2023
            %+|Tue Nov 14 23:13:20 CET 2023
            %s.%3N %6N %9N %N %Q %1Q %f|1700000000.123 123456 123456789 123456789 123 1 123456
            %z %:z %::z %Z|+0100 +01:00 +01:00:00 CET
            %a %A %b %B %h|Tue Tuesday Nov November Nov
            %I %l %k %p %y|11 11 23 PM 23
            %j %U %W %V %u %w %G %g|318 46 46 46 2 2 2023 23
            100%% %|100% %
            it's [%H] {%M} #|it's [23] {13} #
            %E %|%E %
            """)
    void timesAreWritten(String format, String expected) {
        assertThat(new TimeFormat(format).text(TIME.atZone(BERLIN))).isEqualTo(expected);
    }

    @Test
    void whatHasOneDigitIsPaddedAsItsVariableSays() {
        var early = Instant.parse("2024-01-07T00:05:09Z").atZone(ZoneId.of("UTC"));
        assertThat(new TimeFormat("%d|%e|%k|%l|%H|%U|%W|%w|%V").text(early)).isEqualTo("07| 7| 0|12|00|01|01|0|01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, nullValues = "none", textBlock = """
            %Y-%m-%d|2023-07-01|2023-06-30T22:00:00Z
            %s|1700000000|2023-11-14T22:13:20Z
            %s|-5|1969-12-31T23:59:55Z
            %s.%3N|1700000000.250|2023-11-14T22:13:20.250Z
            %d/%b/%Y:%H:%M:%S %z|14/nov/2023:22:13:20 -0030|2023-11-14T22:43:20Z
            %FT%T%:z|2023-11-14T23:13:20+01:00|2023-11-14T22:13:20Z
            %FT%T.%3NZ|2023-11-14T23:13:20.5Z|2023-11-14T22:13:20.500Z
            %+|Thu Jul 18 09:30:00 PDT 2019|2019-07-18T16:30:00Z
            %c|Thu Jul 18 09:30:00 2019|2019-07-18T07:30:00Z
            %Y%m%d%H%M%S|20231114231320|2023-11-14T22:13:20Z
            %e %B %Y|1 January 2024|2023-12-31T23:00:00Z
            %H|7|1900-01-01T06:00:00Z
            %y|69|1968-12-31T23:00:00Z
            %Y %j|2024 60|2024-02-28T23:00:00Z
            %m/%d|12/24|1900-12-23T23:00:00Z
            %G-W%V-%u|2023-W46-2|2023-11-13T23:00:00Z
            %l:%M %p| 9:05 pm|1900-01-01T20:05:00Z
            %Y-%m-%d|2023-02-30|none
            %Y-%m-%d|2023-02-03 and more|none
            %Y-%m-%d||none
            """)
    void textsAreRead(String format, String text, String expected) {
        Instant read = new TimeFormat(format).time(text == null ? "" : text, BERLIN);
        assertThat(String.valueOf(read)).isEqualTo(String.valueOf(expected));
    }

    @Test
    void theFirstUnknownVariableIsTold() {
        assertThat(TimeFormat.unknown("%Y %c 100% %E %J")).isEqualTo("% ");
        assertThat(TimeFormat.unknown("%c %E %J")).isEqualTo("%E");
        assertThat(TimeFormat.unknown("%Y-%3N %%E %")).isNull();
    }

    @Test
    void aFormatIsWrittenWithOtherVariables() {
        Map<String, String> hours = Map.of("%H", "%h$", "%M", "\\m");
        assertThat(TimeFormat.translate("at %R", hours)).isEqualTo("at %h$:\\m");
        assertThat(TimeFormat.translate("at %T", hours)).isNull();
    }
}
