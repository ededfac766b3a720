package ai.genops.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertMonitorTest {
    private static final String BY_TEAM = "throttle: {by: team, for: 10m}\n";

    @TempDir
    Path folder;

    private Watching watching;

    @BeforeEach
    void start() throws IOException {
        watching = new Watching(folder);
    }

    @AfterEach
    void stop() {
        watching.close();
    }

    @Test
    void aSearchRunsAtItsTimesAndAsOfThem() throws Exception {
        watching.alert("every: 5m\n").start();
        watching.after("1S").after("4M58S");
        assertThat(watching.searches).isEmpty();
        assertThat(watching.entry("a").state()).isEqualTo("waiting");
        assertThat(watching.entry("a").nextRunMillis())
                .isEqualTo(Instant.parse("2026-03-10T08:05:00Z").toEpochMilli());
        watching.after("3S").after("1S");
        assertThat(watching.times).containsExactly(Instant.parse("2026-03-10T08:05:00Z"));
        assertThat(watching.entry("a").state()).isEqualTo("ok");
    }

    @Test
    void eachThingFoundIsToldOnceAndResolvedOnItsOwn() throws Exception {
        watching.alert("every: 1m\n" + BY_TEAM).start().found("red", "blue").after("1M");
        assertThat(watching.told(2)).containsExactlyInAnyOrder("trigger a/red", "trigger a/blue");
        watching.found("blue").after("1M");
        assertThat(watching.told(3)).last().isEqualTo("resolve a/red");
        assertThat(watching.firing()).containsExactly("blue");
        assertThat(watching.pagerDuty.open).hasSize(1);
        assertThat(watching.events()).containsExactly("firing red", "firing blue", "resolved red");
    }

    @Test
    void whatHasNotChangedIsNotToldAgainAndWhatHasOnlyAfterTheThrottle() throws Exception {
        watching.alert("every: 1m\n" + BY_TEAM).start();
        watching.rows = List.of(Map.of("team", "red", "count", "1"));
        watching.after("1M").after("15M");
        assertThat(watching.told(1)).containsExactly("trigger a/red");
        watching.rows = List.of(Map.of("team", "red", "count", "2"));
        watching.after("1M");
        watching.rows = List.of(Map.of("team", "red", "count", "3"));
        watching.after("1M");
        assertThat(notices()).isEqualTo(2);
        watching.rows = List.of(Map.of("team", "red", "count", "4"));
        watching.after("1M");
        assertThat(notices()).isEqualTo(2);
        watching.after("10M");
        assertThat(notices()).isEqualTo(3);
        assertThat(watching.events.getLast().value()).contains("(and 1 more)");
        assertThat(watching.entry("a").firing().getFirst().value()).contains("count=4");
    }

    @Test
    void whatBeginsAgainWithinTheThrottleIsToldAtItsEnd() throws Exception {
        watching.alert("every: 1m\n" + BY_TEAM).start().found("red").after("1M");
        watching.found().after("1M").found("red").after("1M");
        assertThat(watching.told(2)).containsExactly("trigger a/red", "resolve a/red");
        assertThat(watching.events()).containsExactly("firing red", "resolved red", "firing red");
        assertThat(watching.events.getLast().told()).isEmpty();
        watching.after("8M");
        assertThat(watching.told(3)).last().isEqualTo("trigger a/red");
    }

    @Test
    void whatBecomesWorseIsToldAtOnce() throws Exception {
        watching.alert("every: 1m\nseverity: $result.level$\n" + BY_TEAM).start();
        watching.rows = List.of(Map.of("team", "red", "level", "warning"));
        watching.after("1M");
        watching.rows = List.of(Map.of("team", "red", "level", "critical"));
        watching.after("1M");
        assertThat(watching.told(2)).containsExactly("trigger a/red", "trigger a/red");
        assertThat(watching.pagerDuty
                        .taken
                        .getLast()
                        .path("payload")
                        .path("severity")
                        .asText())
                .isEqualTo("critical");
    }

    @Test
    void aRestartNeitherTellsAgainNorForgetsToResolve() throws Exception {
        watching.alert("every: 1m\n" + BY_TEAM).start().found("red").after("1M");
        watching.told(1);
        watching.start();
        assertThat(watching.firing()).containsExactly("red");
        watching.after("1M");
        assertThat(watching.told(1)).hasSize(1);
        watching.start().found().after("1M");
        assertThat(watching.told(2)).containsExactly("trigger a/red", "resolve a/red");
        assertThat(watching.pagerDuty.open).isEmpty();
    }

    @Test
    void whatCouldNotBeToldIsToldAfterARestart() throws Exception {
        for (int i = 0; i < 1000; i++) {
            watching.pagerDuty.faults.add(503);
        }
        watching.alert("every: 1m\n").start().found("red").after("1M");
        assertThat(watching.monitor().report().waitingNotices()).isEqualTo(1);
        watching.monitor().close();
        watching.pagerDuty.faults.clear();
        watching.start().after("1S");
        assertThat(watching.told(1)).containsExactly("trigger a");
        while (watching.monitor().report().waitingNotices() > 0) {
            watching.after("0S");
        }
        assertThat(watching.pagerDuty.taken).hasSize(1);
    }

    private long notices() {
        return watching.entry("a").counts().notices();
    }

    @Test
    void ofMissedTimesTheLastIsMadeUpFor() throws Exception {
        watching.alert("every: 1h\n").start().after("1S").start().after("5H");
        assertThat(watching.times).containsExactly(Instant.parse("2026-03-10T13:00:00Z"));
        assertThat(watching.entry("a").counts().skipped()).isEqualTo(4);
    }

    @Test
    void allMissedTimesAreMadeUpForIfThatIsSaid() throws Exception {
        watching.alert("cron: 0 * * * *\nmissed: all\n")
                .start()
                .after("1S")
                .start()
                .after("3H");
        assertThat(watching.times)
                .containsExactly(
                        Instant.parse("2026-03-10T09:00:00Z"),
                        Instant.parse("2026-03-10T10:00:00Z"),
                        Instant.parse("2026-03-10T11:00:00Z"));
        watching.start().after(Duration.ofDays(30));
        assertThat(watching.times).hasSize(3 + 24);
        assertThat(watching.entry("a").counts().skipped()).isEqualTo(30 * 24 - 24);
    }

    @Test
    void missedTimesAreLeftOutIfThatIsSaid() throws Exception {
        watching.alert("every: 1h\nmissed: skip\n").start().after("1S");
        watching.now = watching.now.plus(Duration.ofHours(5));
        watching.start().after("1S");
        assertThat(watching.times).isEmpty();
    }

    @Test
    void aFailureIsShownAndStopsNoOtherAndEndsNothing() throws Exception {
        watching.alert("every: 1m\n")
                .file("alerts/b.yaml", "{id: b, search: index=y, every: 1m}")
                .start()
                .found("red")
                .after("1M");
        watching.searcher = (request, time) -> {
            if (request.spl().startsWith("index=y")) {
                return new Result(List.of(), List.of(), false, List.of(), Duration.ZERO);
            }
            throw new IllegalStateException("disk on fire");
        };
        watching.after("1M").after("1M");
        assertThat(watching.entry("a").state()).isEqualTo("firing");
        assertThat(watching.entry("a").error()).isEqualTo("disk on fire");
        assertThat(watching.entry("a").counts().failures()).isEqualTo(2);
        assertThat(watching.entry("b").counts().failures()).isZero();
        assertThat(watching.entry("b").counts().runs()).isEqualTo(3);
        assertThat(watching.events().stream().filter("failed "::equals)).hasSize(1);
    }

    @Test
    void aFieldThatIsNotThereIsAFailure() throws Exception {
        watching.alert("every: 1m\nthrottle: {by: [team, region]}\n")
                .start()
                .found("red")
                .after("1M");
        assertThat(watching.entry("a").state()).isEqualTo("failed");
        assertThat(watching.entry("a").error()).contains("no field region").contains("they have team");
    }

    @Test
    void onArrivalNothingIsSearchedWhileNothingArrives() throws Exception {
        watching.alert("on_arrival: 10s\n").start().after("1S").after("1M").after("1M");
        assertThat(watching.searches).hasSize(1);
        watching.arrives("1S");
        assertThat(watching.searches).hasSize(2);
        watching.arrives("5S");
        assertThat(watching.searches).hasSize(2);
        watching.after("5S");
        assertThat(watching.searches).hasSize(3);
    }

    @Test
    void onArrivalWhatFiresIsLookedForAgainEveryMinute() throws Exception {
        watching.alert("on_arrival: 10s\n").start().found("red").after("1S");
        watching.found().after("30S");
        assertThat(watching.firing()).hasSize(1);
        watching.after("30S");
        assertThat(watching.firing()).isEmpty();
    }

    @Test
    void whatIsNewIsCountedOnceAndLookedForFromWhereTheLakeWasComplete() throws Exception {
        watching.file("alerts/a.yaml", """
                        {id: a, title: A, search: index=x, over: new, on_arrival: 1s, notify: oncall,
                        throttle: {by: team, for: 1m}, message: $rows$ of $result.team$}
                        """).start();
        watching.completeUntil = watching.now;
        watching.rows = List.of(Map.of("team", "red", "n", "1"), Map.of("team", "red", "n", "2"));
        watching.arrives("10S");
        assertThat(watching.entry("a").firing().getFirst().value()).isEqualTo("2 of red");
        watching.completeUntil = watching.now;
        watching.rows = List.of(Map.of("team", "red", "n", "3"), Map.of("team", "red", "n", "2"));
        watching.arrives("10S").after("1S");
        assertThat(watching.entry("a").firing().getFirst().value()).isEqualTo("1 of red");
        watching.rows = List.of();
        watching.arrives("10S");
        assertThat(watching.searches)
                .containsExactly(
                        "search _indextime>=1773129595.000 index=x",
                        "search _indextime>=1773129595.000 index=x",
                        "search _indextime>=1773129605.000 index=x");
        assertThat(watching.told(1)).hasSize(1);
        watching.delivered().after("1M").delivered(); // PagerDuty is not told again of an incident that is open
        assertThat(watching.entry("a").counts().notices()).isEqualTo(2);
        watching.after("5M").after("1S");
        assertThat(watching.told(2)).containsExactly("trigger a/red", "resolve a/red");
    }

    @Test
    void aSearchWaitsUntilTheLakeHasWhatItIsOfButNotForEver() throws Exception {
        watching.alert("every: 1h\n").start();
        watching.completeUntil = watching.now;
        watching.after("1H").after("4M");
        assertThat(watching.searches).isEmpty();
        watching.after("1M");
        assertThat(watching.times).containsExactly(Instant.parse("2026-03-10T09:00:00Z"));
    }

    @Test
    void silenceHoldsNoticesBackUntilItsEnd() throws Exception {
        watching.alert("every: 1m\n" + BY_TEAM).start();
        assertThat(watching.monitor().silence("nobody", Duration.ofHours(1), "me"))
                .isNull();
        watching.monitor().silence("a", Duration.ofHours(1), "me");
        watching.start().found("red").after("1M");
        assertThat(watching.firing()).containsExactly("red");
        assertThat(watching.entry("a").silencedUntil()).isPositive();
        assertThat(watching.monitor().report().waitingNotices()).isZero();
        watching.after("1H");
        assertThat(watching.told(1)).containsExactly("trigger a/red");
        assertThat(watching.events()).containsExactly("silenced ", "firing red", "firing red");
    }

    @Test
    void anAlertThatIsNotConfiguredAnyMoreIsOver() throws Exception {
        watching.alert("every: 1m\n").start().found("red").after("1M");
        watching.told(1);
        Files.delete(folder.resolve("config/alerts/a.yaml"));
        watching.start().after("1S");
        assertThat(watching.told(2)).last().isEqualTo("resolve a");
        assertThat(watching.pagerDuty.open).isEmpty();
    }

    @Test
    void tooFewRowsAreAConditionToo() throws Exception {
        watching.alert("every: 1m\nwhen: rows < 2\n").start().found("red").after("1M");
        assertThat(watching.firing()).containsExactly("");
        watching.found("red", "blue").after("1M");
        assertThat(watching.firing()).isEmpty();
    }

    @Test
    void eventsWaitForALogThatTakesNone() throws Exception {
        watching.logTakes = false;
        watching.alert("every: 1m\n").start().found("red").after("1M");
        assertThat(watching.monitor().report().waitingEvents()).isEqualTo(1);
        watching.start();
        watching.logTakes = true;
        watching.after("1S");
        assertThat(watching.events()).containsExactly("firing ");
        assertThat(watching.monitor().report().waitingEvents()).isZero();
    }

    @Test
    void aDamagedStateIsAsIfThereWereNone() throws Exception {
        for (String damaged :
                List.of("{\"instance\":\"x\",\"ne", "{\"instance\":\"x\",\"alerts\":[{\"id\":\"a\"}]}", "[]")) {
            Files.createDirectories(folder.resolve("data/alerts"));
            Files.writeString(folder.resolve("data/alerts/state.json"), damaged);
            watching.alert("every: 1m\n").start().found("red").after("1M");
            assertThat(watching.firing()).containsExactly("");
        }
    }

    @Test
    void aTrialTellsNobody() throws Exception {
        watching.alert("every: 1m\nmessage: It is $result.team$\n" + BY_TEAM)
                .start()
                .found("red", "blue");
        AlertReport.Trial trial =
                java.util.Objects.requireNonNull(watching.monitor().trial("a"));
        assertThat(trial.findings()).extracting(AlertReport.Firing::value).containsExactly("It is red", "It is blue");
        watching.after("1S");
        assertThat(watching.firing()).isEmpty();
        assertThat(watching.monitor().trial("b")).isNull();
    }
}
