package ai.genops.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.pagerduty.FakePagerDuty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules over counters that the test makes up, told to PagerDuty as it is documented.
class HealthMonitorTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final World world = new World();
    private FakePagerDuty pagerDuty;
    private @Nullable HealthMonitor monitor;

    @BeforeEach
    void start() throws IOException {
        pagerDuty = new FakePagerDuty();
        config().with("destinations/oncall.yaml", """
                id: oncall
                type: pagerduty
                routing_key: %s
                endpoint: %s
                retry_interval: 50ms
                retry_backoff: fixed
                health_check: {interval: 100ms}
                """.formatted(FakePagerDuty.KEY, pagerDuty.address()));
    }

    @AfterEach
    void stop() {
        monitor().close();
        pagerDuty.close();
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("buffer_utilization > 90%", world -> world.waitingBytes = 950, world -> world.waitingBytes = 0),
                rule("log_status == 'refusing'", world -> world.obstacle = "full", world -> world.obstacle = null),
                rule("disk_free < 10%", world -> world.diskFree = 9_000, world -> world.diskFree = 50_000),
                rule("memory_utilization > 80%", world -> world.heap = 0.9, world -> world.heap = 0.1),
                rule("cpu_utilization > 80%", world -> world.cpu = 1, world -> world.cpu = 0),
                rule("source_status == 'down'", world -> world.answers = false, world -> world.answers = true),
                rule("source_silence > 20m", world -> world.accepted = 1, world -> world.accepted++),
                rule("error_rate > 5%", world -> world.refused = 100, _ -> {}),
                rule("source_error_rate > 5%", world -> world.refused = 100, _ -> {}),
                rule("throughput > 100", world -> world.events = 100_000, _ -> {}),
                rule("destination_status == 'down'", world -> world.status = "down", world -> world.status = "up"),
                rule("destination_lag > 1m", world -> world.next = 9, world -> world.committed = 9),
                rule("destination_lag_records > 5", world -> world.next = 9, world -> world.committed = 9),
                rule("pipeline_lag > 10s", world -> world.next = 9, world -> world.feedNext = 9),
                rule("delivery_error_rate > 5%", world -> world.failed = world.requests = 5, _ -> {}),
                rule("delivery_failures > 2", world -> world.failed = world.requests = 5, _ -> {}),
                rule("events_dropped > 0", world -> world.dropped = 1, _ -> {}),
                rule("dead_letters > 0", world -> world.deadLetters = 1, _ -> {}),
                rule("dead_letters_lost > 0", world -> world.lettersLost = 1, _ -> {}),
                rule("corrupt_frames > 0", world -> world.corrupt = 1, _ -> {}),
                rule("torn_bytes > 0", world -> world.torn = 17, _ -> {}),
                rule("records_lost > 0", world -> world.lost = 1, _ -> {}),
                rule("log_failures > 0", world -> world.failures = 1, _ -> {}),
                rule("faults > 0", world -> world.faults = 1, _ -> {}),
                rule("clock_jump > 60s", world -> world.setClock(Duration.ofHours(-1)), _ -> {}));
    }

    private static Arguments rule(String condition, Consumer<World> trouble, Consumer<World> cure) {
        return Arguments.of(condition, trouble, cure);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void aRuleIsToldOnceWhenItFiresAndOnceWhenItIsOver(String condition, Consumer<World> trouble, Consumer<World> cure)
            throws Exception {
        monitor = watch(condition, "");
        looks(12);
        assertThat(firing()).isEmpty();
        trouble.accept(world);
        looks(condition.contains("20m") ? 130 : 12);
        assertThat(firing()).containsExactly("r");
        cure.accept(world);
        looks(90);
        awaitTaken(2);
        assertThat(firing()).isEmpty();
        assertThat(pagerDuty.taken)
                .extracting(taken -> taken.path("event_action").asText())
                .containsExactly("trigger", "resolve");
        assertThat(pagerDuty.taken).extracting(HealthMonitorTest::key).containsOnly(key(pagerDuty.taken.getFirst()));
        assertThat(pagerDuty.taken.getFirst().path("payload").path("severity").asText())
                .isEqualTo("error");
        assertThat(pagerDuty.open).isEmpty();
    }

    @Test
    void whatHoldsForTooShortIsNotToldAndOneGoodLookDoesNotEndIt() throws Exception {
        monitor = watch("buffer_utilization > 90%", "for: 1 minute\n");
        world.waitingBytes = 950;
        looks(6);
        world.waitingBytes = 0;
        looks(1);
        world.waitingBytes = 950;
        looks(6);
        assertThat(firing()).isEmpty();
        looks(1);
        assertThat(firing()).containsExactly("r");
        world.waitingBytes = 0;
        looks(3);
        world.waitingBytes = 950;
        looks(3);
        assertThat(firing()).containsExactly("r");
        awaitTaken(1);
        assertThat(pagerDuty.taken).hasSize(1);
    }

    @Test
    void aRestartNeitherTellsAgainNorForgetsToResolve() throws Exception {
        monitor = watch("disk_free < 10%", "");
        world.diskFree = 1;
        looks(3);
        awaitTaken(1);
        monitor().close();
        monitor = watch("disk_free < 10%", "");
        looks(5);
        assertThat(firing()).containsExactly("r");
        assertThat(pagerDuty.taken).hasSize(1);
        world.diskFree = 50_000;
        looks(10);
        awaitTaken(2);
        assertThat(pagerDuty.open).isEmpty();
        assertThat(key(pagerDuty.taken.getLast())).isEqualTo(key(pagerDuty.taken.getFirst()));
    }

    @Test
    void whatCouldNotBeToldIsToldAfterARestart() throws Exception {
        for (int i = 0; i < 1000; i++) {
            pagerDuty.faults.add(503);
        }
        monitor = watch("disk_free < 10%", "");
        world.diskFree = 1;
        looks(3);
        monitor().close();
        pagerDuty.faults.clear();
        assertThat(pagerDuty.taken).isEmpty();
        monitor = watch("disk_free < 10%", "");
        looks(1);
        awaitTaken(1);
        looks(1);
        assertThat(pagerDuty.open).hasSize(1);
        assertThat(pagerDuty.taken).hasSize(1);
    }

    @Test
    void aRuleThatIsNotConfiguredAnyMoreIsOver() throws Exception {
        monitor = watch("disk_free < 10%", "");
        world.diskFree = 1;
        looks(2);
        awaitTaken(1);
        monitor().close();
        config().with("alerts/r.yaml", "{name: other, condition: faults > 0}");
        monitor = new HealthMonitor(config().usable(), world::sample, world, folder.resolve("data"), "host", "two");
        looks(1);
        awaitTaken(2);
        assertThat(pagerDuty.open).isEmpty();
    }

    @Test
    void aStateThatCannotBeWrittenKeepsNoNoticeBack() throws Exception {
        monitor = watch("disk_free < 10%", "");
        Files.createDirectories(folder.resolve("data/health/state.json.new")); // so that no file can have this name
        world.diskFree = 1;
        looks(3);
        awaitTaken(1);
        looks(30);
        assertThat(pagerDuty.taken).hasSize(1);
        Files.delete(folder.resolve("data/health/state.json.new"));
        looks(1);
        assertThat(folder.resolve("data/health/state.json")).content().contains("\"key\":\"r\"");
    }

    @Test
    void aBrokenStateFileIsAsIfThereWereNone() throws Exception {
        Files.createDirectories(folder.resolve("data/health"));
        Files.writeString(folder.resolve("data/health/state.json"), "{\"instance\":\"x\",\"ne");
        monitor = watch("disk_free < 10%", "");
        world.diskFree = 1;
        looks(2);
        awaitTaken(1);
        assertThat(key(pagerDuty.taken.getFirst())).isEqualTo("genops/health/one/r");
    }

    @Test
    void whatIsNotKnownChangesNothing() throws Exception {
        monitor = watch("destination_status == 'down'", "");
        world.status = "down";
        looks(2);
        awaitTaken(1);
        monitor().close();
        world.requests = 0; // as after a start, before the first attempt
        monitor = watch("destination_status == 'down'", "");
        looks(30);
        assertThat(monitor().report().alerts().getFirst().firing()).isTrue();
        assertThat(pagerDuty.taken).hasSize(1);
    }

    private HealthMonitor monitor() {
        return Objects.requireNonNull(monitor);
    }

    private Watched config() {
        return new Watched(folder.resolve("config"));
    }

    private HealthMonitor watch(String condition, String more) throws IOException {
        String rule = "name: r\nseverity: high\nnotify: oncall\ncondition: " + condition + "\n" + more;
        HealthPlan plan = config().with("alerts/r.yaml", rule).usable();
        return new HealthMonitor(plan, world::sample, world, folder.resolve("data"), "host", "one");
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            monitor().look();
            world.pass(INTERVAL);
        }
    }

    private List<String> firing() {
        return monitor().report().alerts().stream()
                .filter(HealthReport.Alert::firing)
                .map(HealthReport.Alert::rule)
                .toList();
    }

    private void awaitTaken(int count) throws InterruptedException {
        for (int i = 0; i < 500 && pagerDuty.taken.size() < count; i++) {
            Thread.sleep(10);
        }
        assertThat(pagerDuty.taken).hasSize(count);
    }

    private static String key(JsonNode taken) {
        return taken.path("dedup_key").asText();
    }
}
