package ai.genops.destination.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.destination.metrics.Spans;
import ai.genops.destination.prometheus.FakeReceiver.Fault;
import ai.genops.destination.prometheus.FakeReceiver.Understands;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTest {
    private static final List<String> FIELDS =
            List.of("cost_total", "team", "policy_name", "policy_result", "budget_name", "budget_used");
    private static final String A = "genops_cost_total{team=a}";

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();
    private final Blocks blocks = new Blocks(Map.of("TOKEN", "s3cr3t-token"));
    private final Spans spans = new Spans(InstantSource.system(), FIELDS, List.of());
    private FakeReceiver receiver;
    private Destination destination;
    private long offset;

    @BeforeEach
    void start() throws IOException {
        receiver = new FakeReceiver();
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        receiver.close();
        assertThat(receiver.refusals).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "2.0"})
    void totalsAreExactWhateverHappensOnTheWay(String version) {
        long seed = 4711;
        var random = new Random(seed);
        BigDecimal expected = BigDecimal.ZERO;
        for (int run = 0; run < 4; run++) {
            Destination.Edge edge = open("version: \"" + version + "\"\n");
            for (int batch = 0; batch < 8; batch++) {
                if (random.nextInt(2) == 0) {
                    receiver.faults.add(
                            List.of(Fault.BUSY, Fault.BROKEN, Fault.ANSWER_LOST).get(random.nextInt(3)));
                }
                for (int i = random.nextInt(1, 20); i > 0; i--) {
                    double amount = random.nextInt(1, 2_000_000) / 1e6;
                    write(edge, Map.of("cost_total", amount, "team", "a"));
                    expected = expected.add(new BigDecimal(Double.toString(amount)));
                }
                Sample.awaitCommitted(destination, offset);
            }
            destination.close();
        }
        assertThat(receiver.last(A)).as("seed %d", seed).isEqualTo(expected.doubleValue());
        assertThat(receiver.all(A).getFirst().value()).isZero();
        assertThat(receiver.versions).containsOnly(version.equals("1.0") ? "0.1.0" : "2.0.0");
    }

    @ParameterizedTest
    @EnumSource(value = Understands.class, names = "BOTH", mode = EnumSource.Mode.EXCLUDE)
    void whoDoesNotUnderstand2IsSent1(Understands understands) {
        receiver.understands = understands;
        Destination.Edge edge = open("");
        write(edge, Map.of("cost_total", 0.5, "team", "a"));
        Sample.awaitCommitted(destination, 1);
        write(edge, Map.of("cost_total", 0.25, "team", "a"));
        Sample.awaitCommitted(destination, 2);
        assertThat(receiver.last(A)).isEqualTo(0.75);
        assertThat(receiver.versions).containsExactly("2.0.0", "0.1.0", "0.1.0", "0.1.0");
        assertThat(destination.stats().retries()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 25})
    void aRestartAfterALostAnswerNeitherDoublesNorLosesHoweverBatchesAreCut(int second) {
        Destination.Edge edge = open("flush_interval: 100ms\n");
        receiver.faults.add(Fault.ANSWER_LOST);
        for (int i = 0; i < 1000; i++) {
            receiver.faults.add(i % 2 == 0 ? Fault.BUSY : Fault.ANSWER_LOST);
        }
        for (int i = 0; i < 10; i++) {
            write(edge, Map.of("cost_total", 0.1, "team", "a"));
        }
        while (receiver.requests < 8) {
            Sample.pause();
        }
        destination.close();
        assertThat(runtimes.offset).isZero();
        receiver.faults.clear();
        offset = 0;
        edge = open("flush_interval: 100ms\n");
        for (int i = 0; i < 30; i++) {
            write(edge, Map.of("cost_total", 0.1, "team", "a"));
            if (i == second) {
                Sample.awaitCommitted(destination, offset);
            }
        }
        Sample.awaitCommitted(destination, 30);
        assertThat(receiver.last(A)).isEqualTo(3.0);
        assertThat(receiver.all(A)).extracting(FakeReceiver.At::value).isSorted();
    }

    @Test
    void aLogThatWasLostIsNotNumberedOverWhatIsCounted() {
        Destination.Edge edge = open("");
        for (int i = 0; i < 5; i++) {
            write(edge, Map.of("cost_total", 1, "team", "a"));
            Sample.awaitCommitted(destination, offset);
        }
        destination.close();
        runtimes.offset = 0;
        edge = open("");
        assertThat(destination.committed()).isEqualTo(5);
        write(edge, Map.of("cost_total", 1, "team", "a"));
        Sample.awaitCommitted(destination, 6);
        assertThat(receiver.last(A)).isEqualTo(6);
    }

    @Test
    void gaugesAreTheLatestAndCountersAreTyped() {
        Destination.Edge edge = open("labels:\n  cluster: c1\n");
        write(edge, Map.of("budget_name", "b", "budget_used", 40));
        write(edge, Map.of("budget_name", "b", "budget_used", 55.5));
        write(edge, Map.of("policy_name", "p", "policy_result", "blocked", "team", "a"));
        write(edge, Map.of("policy_name", "p", "policy_result", "blocked", "team", "a"));
        Sample.awaitCommitted(destination, 4);
        assertThat(receiver.last("genops_budget_used{budget_name=b, cluster=c1}"))
                .isEqualTo(55.5);
        assertThat(receiver.last(
                        "genops_policy_evaluations_total{cluster=c1, policy_name=p, policy_result=blocked, team=a}"))
                .isEqualTo(2);
        assertThat(receiver.types)
                .containsEntry("genops_policy_evaluations_total", 1L)
                .containsEntry("genops_budget_used", 2L);
    }

    @Test
    void mappingsNameMetricsAndLabelsAsPrometheusDoes() {
        Destination.Edge edge = open(
                "metrics:\n  prefix: my.\n  tags: [\"Team-Name:${team}\", \"source:x\"]\n  mappings:\n    - {name: spend, type: count, value: \"${cost_total}\"}\n");
        write(edge, Map.of("cost_total", 1.5, "team", "a \"b\"\n"));
        Sample.awaitCommitted(destination, 1);
        assertThat(receiver.last("my_spend_total{Team_Name=a \"b\"\n, source=x}"))
                .isEqualTo(1.5);
    }

    @Test
    void anEventThatWouldShrinkACounterIsKeptAsALetter() {
        Destination.Edge edge = open("");
        write(edge, Map.of("cost_total", -1, "team", "a"));
        write(edge, Map.of("cost_total", 2, "team", "a"));
        Sample.awaitCommitted(destination, 2);
        assertThat(receiver.last(A)).isEqualTo(2);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(data.resolve("dead-letter/prom/00000001.ndjson")).content().contains("a counter only grows");
    }

    @Test
    void seriesBeyondTheBoundAreRefusedAndTheOthersGoOn() {
        Destination.Edge edge = open("max_series: 4\n"); // cost and operations, of two teams
        for (String team : List.of("a", "b", "c", "a")) {
            write(edge, Map.of("cost_total", 1, "team", team));
        }
        Sample.awaitCommitted(destination, 4);
        assertThat(receiver.samples).hasSize(4);
        assertThat(receiver.last(A)).isEqualTo(2);
        assertThat(destination.stats().rejected()).isEqualTo(1);
    }

    @Test
    void anotherFourHundredIsNotRepeatedAndTheTotalStaysTrue() {
        Destination.Edge edge = open("");
        write(edge, Map.of("cost_total", 1, "team", "a"));
        Sample.awaitCommitted(destination, 1);
        receiver.faults.add(Fault.REFUSE);
        write(edge, Map.of("cost_total", 1, "team", "a"));
        Sample.awaitCommitted(destination, 2);
        write(edge, Map.of("cost_total", 1, "team", "a"));
        Sample.awaitCommitted(destination, 3);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(destination.stats().retries()).isZero();
        assertThat(receiver.last(A)).isEqualTo(3);
    }

    @Test
    void theTokenIsSentAndNotShown() throws IOException {
        receiver.authorization = "Bearer s3cr3t-token";
        Destination.Edge edge = open("bearer_token: ${TOKEN}\n");
        write(edge, Map.of("cost_total", 1, "team", "a"));
        Sample.awaitCommitted(destination, 1);
        assertThat(receiver.last(A)).isEqualTo(1);
        assertThat(String.valueOf(destination.stats())).doesNotContain("s3cr3t");
    }

    @Test
    void aRouteThatFeedsNothingIsNoted() {
        destination = blocks.destination(block(""));
        destination.bind(new Spans(InstantSource.system(), List.of("other"), List.of()).route(blocks, "p"));
        assertThat(blocks.errors()).isEmpty();
        assertThat(blocks.notes()).singleElement().asString().contains("route `route` feeds no metric");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labels: {a-b: x}",
                "version: 3.0",
                "username: u",
                "max_series: 0",
                "metrics: {mappings: [{name: 9, type: count, value: cost_total}]}"
            })
    void aBrokenBlockIsRefused(String line) {
        blocks.destination(block(line + "\n"));
        assertThat(blocks.errors()).hasSize(1);
    }

    private void write(Destination.Edge edge, Map<String, ?> values) {
        spans.write(destination, edge, offset++, values);
    }

    private String block(String keys) {
        String flush = keys.contains("flush_interval") ? "" : "flush_interval: 20ms\n";
        return "id: prom\ntype: prometheus_remote_write\nretry_interval: 1ms\nmax_retry_delay: 5ms\nurl: "
                + receiver.url() + "\n" + flush + keys;
    }

    private Destination.Edge open(String keys) {
        destination = blocks.destination(block(keys));
        Destination.Edge edge = destination.bind(spans.route(blocks, "p"));
        assertThat(blocks.errors()).isEmpty();
        destination.start(new DestinationRuntime(runtimes, InstantSource.system(), data));
        return edge;
    }
}
