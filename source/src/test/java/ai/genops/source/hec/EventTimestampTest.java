package ai.genops.source.hec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimestampTest {
    private static long find(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return EventTimestamp.find(utf8, 0, utf8.length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-03-10T08:00:00Z level=info                           | 2026-03-10T08:00:00Z
            2026-03-10T08:00:00.123456+01:00 x                        | 2026-03-10T07:00:00.123456Z
            2026-03-10 08:00:00,5 INFO                                | 2026-03-10T08:00:00.5Z
            2026/03/10 08:00:00 -0500                                 | 2026-03-10T13:00:00Z
            10.0.0.1 - - [10/Mar/2026:08:00:00 +0000] "GET /"         | 2026-03-10T08:00:00Z
            Mar  9 2026 23:59:59 host app                             | 2026-03-09T23:59:59Z
            03/10/2026 08:00:00                                       | 2026-03-10T08:00:00Z
            1773129600.25 started                                     | 2026-03-10T08:00:00.250Z
            1773129600250 started                                     | 2026-03-10T08:00:00.250Z
            {"ts":"2026-03-10T08:00:00Z","id":1773129601}             | 2026-03-10T08:00:00Z
            from 2026-02-31 08:00:00 on, till 2026-03-10 08:00:00     | 2026-03-10T08:00:00Z
            a 03/11/2026 08:00:00 b 2026-03-10 08:00:00               | 2026-03-11T08:00:00Z
            """)
    void theFirstTimeInATextIsFound(String text, Instant time) {
        long nanos = find(text);
        assertThat(Instant.ofEpochSecond(0, nanos)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no time",
                "2026-13-10 08:00:00",
                "2026-03-10",
                "08:00:00",
                "Foo 10 2026 08:00:00",
                "17731296001"
            })
    void otherTextsSayNone(String text) {
        assertThat(find(text)).isEqualTo(EpochTime.NONE);
    }

    /// Splunk, props.conf, `MAX_TIMESTAMP_LOOKAHEAD`.
    @Test
    void onlyTheFirst128BytesAreLookedAt() {
        assertThat(find(" ".repeat(108) + "2026-03-10 08:00:00")).isNotEqualTo(EpochTime.NONE);
        assertThat(find(" ".repeat(110) + "2026-03-10 08:00:00")).isEqualTo(EpochTime.NONE);
    }
}
