package ai.genops.destination.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.destination.datadog.FakeDatadog.Fault;
import ai.genops.destination.metrics.Spans;
import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatadogTest {
    private static final List<String> COST = List.of("cost_total", "tokens_total", "team", "project", "environment");
    private static final List<String> OTHERS = List.of("utilization_percent", "is_violation");
    private static final String FAST = "\nretry_interval: 1ms\nmax_retry_delay: 5ms\n";

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("DATADOG_API_KEY", FakeDatadog.KEY));
    private volatile Duration shift = Duration.ZERO;
    private final InstantSource clock = () -> Instant.now().plus(shift);
    private final Spans cost = new Spans(clock, COST, OTHERS);
    private FakeDatadog datadog;
    private Destination destination;
    private long offset;

    @BeforeEach
    void start() throws IOException {
        datadog = new FakeDatadog(clock);
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        datadog.close();
        assertThat(datadog.refusals).isEmpty();
    }

    @Test
    void theSeedsBlockGivesTheExactCostByTeamAndProjectWhateverHappensOnTheWay() throws IOException {
        long seed = 20_261_121;
        var random = new Random(seed);
        Destination.Edge edge = open(seedBlock("20ms"));
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (int batch = 0; batch < 12; batch++) {
            for (int i = random.nextInt(3); i > 0; i--) {
                datadog.faults.add(List.of(Fault.BUSY, Fault.BROKEN, Fault.ANSWER_LOST, Fault.FORBIDDEN)
                        .get(random.nextInt(4)));
            }
            for (int i = random.nextInt(1, 40); i > 0; i--) {
                double amount = random.nextInt(1, 2_000_000) / 1e6;
                String team = "Team " + random.nextInt(3);
                String project = "p" + random.nextInt(2);
                write(edge, Map.of("cost_total", amount, "tokens_total", 10L, "team", team, "project", project));
                String group = team.toLowerCase(java.util.Locale.ROOT).replace(' ', '_') + "/" + project + "/";
                expected.merge(group, new BigDecimal(Double.toString(amount)), BigDecimal::add);
            }
            Sample.awaitCommitted(destination, offset);
        }
        expected.replaceAll((_, sum) -> sum.stripTrailingZeros());
        assertThat(datadog.sum("genops.cost.total", "team", "project"))
                .as("seed %d", seed)
                .isEqualTo(expected);
        assertThat(datadog.sum("genops.tokens.total"))
                .containsEntry("", BigDecimal.valueOf(10 * offset).stripTrailingZeros());
        assertThat(destination.stats().delivered()).isEqualTo(offset);
        assertThat(datadog.types).containsEntry("genops.cost.total", 1L);
        assertThat(datadog.units).containsEntry("genops.cost.total", "dollar");
    }

    @Test
    void whatIsAbsentIsSkippedAndNeverZero() throws IOException {
        Destination.Edge edge = open(seedBlock("20ms"));
        write(edge, Map.of("cost_total", 0.5, "team", "a"));
        Sample.awaitCommitted(destination, 1);
        assertThat(datadog.series()).containsExactly("genops.cost.total{,source:cribl,team:a,}");
    }

    @Test
    void eachRouteFeedsWhatItsPipelineSets() throws IOException {
        destination = blocks.destination(seedBlock("20ms"));
        var policy = new Spans(
                clock,
                List.of("is_violation", "team"),
                List.of("cost_total", "tokens_total", "project", "environment", "utilization_percent"));
        var budget = new Spans(
                clock,
                List.of("utilization_percent", "team"),
                List.of("cost_total", "tokens_total", "project", "environment", "is_violation"));
        Destination.Edge policies = destination.bind(policy.route(blocks, "policy"));
        Destination.Edge budgets = destination.bind(budget.route(blocks, "budget"));
        start(runtimes);
        policy.write(destination, policies, 0, Map.of("is_violation", true, "team", "a"));
        policy.write(destination, policies, 1, Map.of("is_violation", false, "team", "a"));
        policy.write(destination, policies, 2, Map.of("is_violation", true, "team", "a"));
        budget.write(destination, budgets, 3, Map.of("utilization_percent", 40, "team", "a"));
        budget.write(destination, budgets, 4, Map.of("utilization_percent", 55.5, "team", "a"));
        Sample.awaitCommitted(destination, 5);
        assertThat(datadog.series())
                .containsExactly(
                        "genops.budget.utilization{,source:cribl,team:a,}",
                        "genops.policy.violations{,source:cribl,team:a,}");
        assertThat(datadog.sum("genops.policy.violations")).containsEntry("", BigDecimal.TWO);
        assertThat(datadog.types).containsEntry("genops.budget.utilization", 3L);
    }

    @Test
    void aNameThatNothingSetsIsAnErrorWithTheNearest() throws IOException {
        destination = blocks.destination(seedBlock("1s").replace("${cost_total}", "${cost_totl}"));
        destination.bind(cost.route(blocks, "cost"));
        assertThat(blocks.errors())
                .singleElement()
                .asString()
                .contains("`cost_totl` is not known", "did you mean `cost_total`?", "test.yaml:22");
    }

    @Test
    void aRestartAfterALostAnswerCountsOnce() throws IOException {
        Destination.Edge edge = open(seedBlock("100ms"));
        for (int i = 0; i < 20; i++) {
            datadog.faults.add(i == 0 ? Fault.ANSWER_LOST : Fault.BUSY);
        }
        for (int i = 0; i < 10; i++) {
            write(edge, Map.of("cost_total", 0.1, "team", "a"));
        }
        while (datadog.requests < 3) {
            Sample.pause();
        }
        destination.close();
        assertThat(runtimes.offset).isZero();
        datadog.faults.clear();
        offset = 0;
        edge = open(seedBlock("100ms"));
        for (int i = 0; i < 10; i++) {
            write(edge, Map.of("cost_total", 0.1, "team", "a"));
        }
        Sample.awaitCommitted(destination, 10);
        assertThat(datadog.sum("genops.cost.total")).containsEntry("", BigDecimal.ONE);
    }

    @Test
    void batchesNeverShareASecondAlsoAcrossARestart() throws IOException {
        for (int run = 0; run < 3; run++) {
            Destination.Edge edge = open(seedBlock("1ms"));
            for (int i = 0; i < 5; i++) {
                write(edge, Map.of("cost_total", 0.1, "team", "a"));
                Sample.awaitCommitted(destination, offset);
            }
            destination.close();
        }
        assertThat(datadog.sum("genops.cost.total")).containsEntry("", new BigDecimal("1.5"));
    }

    @Test
    void whatDatadogNoLongerTakesIsExpiredAndCounted() throws IOException {
        Destination.Edge edge = open(seedBlock("50ms"));
        Event old = cost.event(0, Map.of("cost_total", 5.0));
        old.time((clock.millis() - 3_700_000) * 1_000_000, -1);
        edge.write(old);
        Event future = cost.event(0, Map.of("cost_total", 7.0));
        future.time((clock.millis() + 700_000) * 1_000_000, -1);
        edge.write(future);
        write(edge, Map.of("cost_total", 0.25));
        Sample.awaitCommitted(destination, 1);
        assertThat(datadog.sum("genops.cost.total")).containsEntry("", new BigDecimal("0.25"));
        assertThat(destination.stats().expired()).isEqualTo(2);
        assertThat(destination.stats().delivered()).isEqualTo(1);
    }

    @Test
    void aBatchThatWaitedLongerThanAnHourIsExpired() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            datadog.faults.add(Fault.BUSY);
        }
        Destination.Edge edge = open(seedBlock("20ms"));
        write(edge, Map.of("cost_total", 1.0));
        while (datadog.requests < 2) {
            Sample.pause();
        }
        shift = Duration.ofMinutes(61);
        Sample.awaitCommitted(destination, 1);
        assertThat(destination.stats().expired()).isEqualTo(1);
    }

    @Test
    void tooLargeIsSplitBySeriesAndNeverByEvents() throws IOException {
        datadog.mostSeries = 3;
        datadog.faults.add(Fault.TOO_LARGE);
        Destination.Edge edge = open(seedBlock("50ms"));
        for (int i = 0; i < 60; i++) {
            write(edge, Map.of("cost_total", 0.1, "team", "t" + i % 20));
        }
        Sample.awaitCommitted(destination, 60);
        assertThat(datadog.sum("genops.cost.total", "team"))
                .hasSize(20)
                .allSatisfy((_, sum) -> assertThat(sum).isEqualByComparingTo("0.3"));
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void theSizeLimitsOfARequestAreKept() throws IOException {
        Destination.Edge edge =
                open(seedBlock("300ms").replace("batch_size: 1000", "batch_size: 1000000") + "compression: none\n");
        for (int i = 0; i < 3000; i++) {
            write(edge, Map.of("cost_total", 0.1, "team", i + "x".repeat(190), "project", "y".repeat(190)));
        }
        Sample.awaitCommitted(destination, 3000);
        assertThat(datadog.sum("genops.cost.total")).containsEntry("", new BigDecimal("3E+2"));
        assertThat(destination.stats().delivered()).isEqualTo(3000);
    }

    @Test
    void aKeyThatIsNotAcceptedLosesNothingAndIsNotShown() throws IOException {
        datadog.faults.add(Fault.FORBIDDEN);
        Destination.Edge edge = open(seedBlock("20ms") + "compression: deflate\n");
        write(edge, Map.of("cost_total", 0.1));
        Sample.awaitCommitted(destination, 1);
        assertThat(destination.stats().retries()).isEqualTo(1);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void anEventThatCannotBeMeasuredIsKeptAsALetterAndTheOthersCount() throws IOException {
        Destination.Edge edge = open(seedBlock("50ms"));
        write(edge, Map.of("cost_total", "much"));
        write(edge, Map.of("cost_total", "1e999999999"));
        write(edge, Map.of("cost_total", "0.75"));
        Sample.awaitCommitted(destination, 3);
        assertThat(datadog.sum("genops.cost.total")).containsEntry("", new BigDecimal("0.75"));
        assertThat(destination.stats().rejected()).isEqualTo(2);
        assertThat(data.resolve("dead-letter/datadog_metrics_dest/00000001.ndjson"))
                .content()
                .contains("`much`, which is not a number");
    }

    @Test
    void withoutMappingsTheDefaultMetricsAreSentFromTheFieldsThatExist() throws IOException {
        String block = Files.readString(Path.of("../config/destinations/datadog_api.yaml"))
                .replace("https://api.datadoghq.com", datadog.endpoint());
        Destination.Edge edge = open(block + "flush_interval: 20ms" + FAST);
        Map<String, Object> values = new HashMap<>(Map.of("cost_total", 0.5, "tokens_total", 7L, "team", "a"));
        write(edge, values);
        Sample.awaitCommitted(destination, 1);
        assertThat(datadog.series())
                .containsExactly(
                        "genops.cost.operations{,team:a,}",
                        "genops.cost.total{,team:a,}",
                        "genops.tokens.total{,team:a,}");
    }

    @Test
    void aDamagedStateIsToldAndNotOverwritten() throws IOException {
        Path state = data.resolve("metrics/datadog_metrics_dest.state");
        Files.createDirectories(state.getParent());
        Files.writeString(state, "garbage");
        destination = blocks.destination(seedBlock("1s"));
        destination.bind(cost.route(blocks, "cost"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> start(runtimes)))
                .hasMessageContaining("is damaged");
        assertThat(state).hasContent("garbage");
    }

    private void write(Destination.Edge edge, Map<String, ?> values) {
        cost.write(destination, edge, offset++, values);
    }

    private String seedBlock(String flush) throws IOException {
        return Files.readString(Path.of("../config/destinations/1-datadog.yaml"))
                        .replace("https://api.datadoghq.com", datadog.endpoint())
                        .replace("flush_interval: 10s", "flush_interval: " + flush)
                + FAST;
    }

    private Destination.Edge open(String block) {
        destination = blocks.destination(block);
        Destination.Edge edge = destination.bind(cost.route(blocks, "cost"));
        assertThat(blocks.errors()).isEmpty();
        start(runtimes);
        return edge;
    }

    private void start(Runtimes checkpoint) {
        destination.start(new DestinationRuntime(checkpoint, clock, data));
    }
}
