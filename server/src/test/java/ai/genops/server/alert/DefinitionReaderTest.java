package ai.genops.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionReaderTest {
    @TempDir
    Path folder;

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() throws IOException {
        try (var watching = new Watching(folder)) {
            watching.file("alerts/bad.yaml", """
                    id: bad
                    search: |
                      index=x
                      | stast count
                    earliest: yesterday-ish
                    cron: 61 * * * *
                    every: 5m
                    when: many rows
                    severity: catastrophic
                    timeout: 1h
                    index: Not An Index
                    notify: [nobody]
                    sechedule: 5m
                    """);
            watching.file("alerts/worse.yaml", """
                    - {id: one, title: Same, search: index=x, cron: 0 0 30 2 *, throttle: {by: a}, when: rows = 0}
                    - {id: two, title: same, search: index=x | stats count, over: new, on_arrival: 5s}
                    - {id: six, search: index=x, cron: 1 2 3}
                    """);
            assertThat(String.join("\n", watching.errors()))
                    .contains("alerts/bad.yaml:4")
                    .contains("stast")
                    .contains("alerts/bad.yaml:5")
                    .contains("`earliest` is `yesterday-ish`, which is no time")
                    .contains("has every and cron")
                    .contains("`when` is `many rows`")
                    .contains("catastrophic")
                    .contains("`timeout` must be from 1 second to 5 minutes, is `1h`")
                    .contains("`index` must be small letters")
                    .contains("`nobody` is no destination")
                    .contains("`sechedule` is not known here")
                    .contains("names no time within five years")
                    .contains("`rows = 0` also holds where nothing is found")
                    .contains("the title `same` is also that of the alert at")
                    .contains("`over: new` is for a search that lists events")
                    .contains("has 3 fields and needs 5");
        }
    }

    @Test
    void whatIsLeftOutHasDefaults() throws IOException {
        try (var watching = new Watching(folder)) {
            watching.file("alerts/least.yaml", "{search: index=x, every: 1h, where: count > 3}");
            watching.file("alerts/off.yaml", "{search: index=x, every: 1h, enabled: false}");
            watching.file("alerts/rule.yaml", "{name: r, condition: faults > 0}");
            List<AlertDefinition> alerts = watching.plan(new Problems()).alerts();
            assertThat(alerts).hasSize(1);
            AlertDefinition alert = alerts.getFirst();
            assertThat(alert.id()).isEqualTo("least");
            assertThat(alert.title()).isEqualTo("least");
            assertThat(alert.query().spl()).isEqualTo("index=x\n| where count > 3");
            assertThat(alert.query().earliest()).isEqualTo("-24h");
            assertThat(alert.trigger().text()).isEqualTo("rows > 0");
            assertThat(alert.index()).isEqualTo("genops_alerts");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5 * * * *, 2026-03-10T08:05:00Z, 2026-03-10T09:05:00Z",
        "*/15 8-9 * * *, 2026-03-10T09:45:00Z, 2026-03-11T08:00:00Z",
        "'0,30 6 * * 1-5', 2026-03-13T06:30:00Z, 2026-03-16T06:00:00Z",
        "0 0 1 * *, 2026-03-10T08:00:00Z, 2026-04-01T00:00:00Z",
        "0 0 1 * 7, 2026-03-10T08:00:00Z, 2026-03-15T00:00:00Z",
        "0 0 29 2 *, 2026-03-10T08:00:00Z, 2028-02-29T00:00:00Z",
        "10/20 * * * *, 2026-03-10T08:11:00Z, 2026-03-10T08:30:00Z"
    })
    void aCrontabsTimesAreThoseOfCron(String fields, Instant after, Instant next) {
        assertThat(CronTimes.parse(fields, ZoneId.of("UTC")).next(after)).isEqualTo(next);
    }

    @Test
    void timesOfACrontabAreOfItsZoneAlsoWhereClocksAreSet() {
        CronTimes times = CronTimes.parse("30 2 * * *", ZoneId.of("Europe/Berlin"));
        assertThat(times.next(Instant.parse("2026-03-28T02:00:00Z")))
                .as("on the 29th there is no 2:30")
                .isEqualTo(Instant.parse("2026-03-30T00:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "x * * * *",
                "1,, * * * *"
            })
    void whatIsNoCrontabIsRefused(String fields) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> CronTimes.parse(fields, ZoneId.of("UTC"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPeriodsTimesAreItsMultiples() {
        var every = new Schedule.Every(java.time.Duration.ofMinutes(15), "");
        assertThat(every.next(Instant.parse("2026-03-10T08:15:00Z"))).isEqualTo(Instant.parse("2026-03-10T08:30:00Z"));
        Schedule.Due due = every.due(Instant.parse("2026-03-10T08:10:00Z"), Instant.parse("2026-03-10T09:00:00Z"), 2);
        assertThat(due.times())
                .containsExactly(Instant.parse("2026-03-10T08:45:00Z"), Instant.parse("2026-03-10T09:00:00Z"));
        assertThat(due.earlier()).isEqualTo(2);
    }
}
