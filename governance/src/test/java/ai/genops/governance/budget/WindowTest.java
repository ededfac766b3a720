package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.budget.Window.Calendar;
import ai.genops.governance.budget.Window.Calendar.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource({
        "HOUR, Europe/Berlin, 2026-05-14T10:30:00Z, 2026-05-14T10:00:00Z, 2026-05-14T11:00:00Z",
        "HOUR, Asia/Kolkata, 2026-05-14T10:45:00Z, 2026-05-14T10:30:00Z, 2026-05-14T11:30:00Z",
        "DAY, Europe/Berlin, 2026-05-14T10:30:00Z, 2026-05-13T22:00:00Z, 2026-05-14T22:00:00Z",
        "WEEK, UTC, 2026-05-14T10:30:00Z, 2026-05-11T00:00:00Z, 2026-05-18T00:00:00Z",
        "MONTH, America/New_York, 2026-03-01T04:59:59Z, 2026-02-01T05:00:00Z, 2026-03-01T05:00:00Z",
        "QUARTER, UTC, 2026-12-31T23:59:59Z, 2026-10-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "YEAR, Asia/Tokyo, 2026-12-31T15:00:00Z, 2026-12-31T15:00:00Z, 2027-12-31T15:00:00Z",
        // clocks go forward: a day of 23 hours; and back: the hour from 2 to 3 is there twice
        "DAY, Europe/Berlin, 2026-03-29T10:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "HOUR, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
        "HOUR, Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z"
    })
    void aCalendarsWindowFollowsItsZone(Unit unit, String zone, Instant at, Instant start, Instant end) {
        var window = new Calendar(unit, ZoneId.of(zone));
        assertThat(window.cell(at)).isEqualTo(start);
        assertThat(window.oldest(at)).isEqualTo(start);
        assertThat(window.next(at)).isEqualTo(end);
        assertThat(window.cell(end)).isEqualTo(end);
        assertThat(window.cell(end.minusMillis(1))).isEqualTo(start);
    }

    @Test
    void aRollingWindowKeepsAChargeForItsLengthAndAtMostASliceMore() {
        var window = new Window.Rolling(Duration.ofHours(1), 60);
        Instant at = Instant.parse("2026-05-14T10:30:59.999Z");
        Instant last = at.plus(Duration.ofHours(1));
        assertThat(window.cell(at)).isAfterOrEqualTo(window.oldest(last));
        assertThat(window.cell(at)).isBefore(window.oldest(last.plus(Duration.ofMinutes(1))));
    }

    @Test
    void slicesAreWhole() {
        assertThatThrownBy(() -> new Window.Rolling(Duration.ofMillis(100), 3))
                .hasMessage("a rolling window needs 1 to 1000 slices of whole milliseconds, has 3 of PT0.1S");
    }
}
