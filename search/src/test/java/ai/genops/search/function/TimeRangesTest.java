package ai.genops.search.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1774652400 1774821601 | Europe/Berlin 1d  | [1774652400,1774738800,1774821600]
            1774652400 1774821601 | UTC d             | [1774652400,1774738800]
            1774652400 1774821601 | Europe/Berlin 24h | [1774652400,1774738800]
            1769817600 1777593600 | UTC 1mon          | [1769817600,1772236800,1774915200,1777507200]
            1 1                   | UTC 1d            | []
            9e12 9.1e12           | UTC 1y            |
            """)
    void stepsAreThoseOfTheZonesCalendar(String range, String step, String expected) {
        assertThat(TimeRanges.of(range, step)).isEqualTo(expected);
    }
}
