package ai.genops.sdk.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.sdk.GenOps;
import ai.genops.sdk.Operation;
import ai.genops.sdk.Recorded;
import ai.genops.sdk.config.GenOpsConfig;
import ai.genops.sdk.problem.Problems;
import ai.genops.sdk.problem.Problems.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HecExporterTest {
    private final StrictCollector splunk;
    private final AtomicLong nanos = new AtomicLong();

    HecExporterTest() throws IOException {
        splunk = new StrictCollector();
    }

    @AfterEach
    void close() {
        splunk.close();
    }

    /// As the seed's programmers would: OTLP, aimed at the collector's raw path.
    private GenOps genops(Consumer<GenOpsConfig> more) {
        return GenOps.init(
                settings -> {
                    settings.serviceName("my-ai-service")
                            .exporter("otlp")
                            .endpoint(splunk.address() + "/services/collector/raw")
                            .header("Authorization", "Splunk " + StrictCollector.TOKEN)
                            .header("X-Splunk-Request-Channel", "")
                            .resource(Map.of(
                                    "splunk.index", "genops_ai",
                                    "splunk.sourcetype", "genops:telemetry",
                                    "host", "ai-app-server-01"))
                            .team("ai-platform")
                            .project("customer-support")
                            .environment("production")
                            .flushEvery(Duration.ofHours(1));
                    more.accept(settings);
                },
                Recorded.with(Map.of(), Map.of("genops.log.level", "none"), nanos));
    }

    private static void operation(GenOps genops, String name) {
        try (Operation operation =
                genops.operation(name).customerId("enterprise-\"abc\"\n\ud83d").start()) {
            operation.recordCost(c -> c.provider("openai").model("gpt-4").total("0.00001"));
        }
    }

    @Test
    void aSpanIsAnEventWithItsMetadata() {
        try (GenOps genops = genops(settings -> {})) {
            operation(genops, "ai.chat.completion");
        }
        assertThat(splunk.requests).containsExactly("/services/collector/event gzip");
        assertThat(splunk.indexed).hasSize(1);
        assertThat(splunk.indexed.get(0))
                .matches("\\{\"time\":[0-9]{10}\\.[0-9]+,\"host\":\"ai-app-server-01\",\"source\":\"my-ai-service\","
                        + "\"sourcetype\":\"genops:telemetry\",\"index\":\"genops_ai\",\"event\":\\{.*")
                .contains("\"genops.cost.total\":0.00001,", "\"genops.team\":\"ai-platform\"")
                .contains("\"genops.customer_id\":\"enterprise-\\\"abc\\\"\\u000a\\ud83d\"")
                .contains("\"events\":[{\"name\":\"genops.cost.calculated\"")
                .doesNotContain("splunk.index");
        assertThat(splunk.lastHeaders).contains(Recorded.CHANNEL.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"503 9 Server is busy", "500 8 Internal server error", "429 26 At capacity", "503 18 queues full"
            })
    void whatMayBeTakenLaterIsSentAgain(String fault) {
        splunk.faults.add(fault);
        splunk.faults.add(fault);
        try (GenOps genops = genops(settings -> {})) {
            operation(genops, "x");
            assertThat(genops.flush()).isTrue();
            assertThat(genops.problems().counts()).isEmpty();
        }
        assertThat(splunk.indexed).hasSize(1);
        assertThat(splunk.requests).hasSize(3);
    }

    @Test
    void attemptsAreBoundedAndWhatIsGivenUpIsCounted() {
        for (int i = 0; i < 5; i++) {
            splunk.faults.add("503 9 Server is busy");
        }
        try (GenOps genops = genops(settings -> {})) {
            operation(genops, "a");
            operation(genops, "b");
            genops.flush();
            assertThat(genops.problems().count(Kind.EXPORT)).isEqualTo(2);
            operation(genops, "c");
        }
        assertThat(splunk.indexed).hasSize(1);
        assertThat(splunk.requests).hasSize(6);
    }

    @Test
    void aWrongTokenIsNotTriedAgain() {
        try (GenOps genops = genops(settings -> settings.header("Authorization", "Splunk wrong"))) {
            operation(genops, "a");
            genops.flush();
            assertThat(genops.problems().count(Kind.EXPORT)).isEqualTo(1);
        }
        assertThat(splunk.requests).hasSize(1);
    }

    @Test
    void aBatchIsDoneWhenItIsAcknowledged() {
        splunk.acknowledges = true;
        splunk.slowness.set(1);
        try (GenOps genops = genops(settings -> {})) {
            operation(genops, "a");
            assertThat(genops.flush()).isTrue();
            assertThat(genops.problems().counts()).isEmpty();
        }
        assertThat(splunk.requests)
                .containsExactly(
                        "/services/collector/event gzip", "/services/collector/ack", "/services/collector/ack");
    }

    @Test
    void aChannelThatIsNoGuidIsToldWhereTheTokenAcknowledges() {
        splunk.acknowledges = true;
        try (GenOps genops = genops(settings -> settings.header("X-Splunk-Request-Channel", "channel-1"))) {
            operation(genops, "a");
            genops.flush();
            assertThat(genops.problems().count(Kind.EXPORT)).isEqualTo(1);
        }
        assertThat(splunk.requests).hasSize(1);
        splunk.acknowledges = false;
        try (GenOps genops = genops(settings -> settings.header("X-Splunk-Request-Channel", "channel-1"))) {
            operation(genops, "a");
        }
        assertThat(splunk.indexed).hasSize(1);
    }

    @Test
    void anIndexThatSplunkDoesNotHaveIsGivenUpWithoutTheOthersBeingAsked() {
        try (GenOps genops = genops(settings -> settings.resource("splunk.index", "missing"))) {
            operation(genops, "a");
            operation(genops, "b");
            operation(genops, "c");
            genops.flush();
            assertThat(genops.problems().count(Kind.EXPORT)).isEqualTo(3);
        }
        assertThat(splunk.indexed).isEmpty();
        assertThat(splunk.requests).hasSize(3);
    }

    @Test
    void aBodyThatIsTooLargeIsHalved() {
        splunk.faults.add("413 413 Content-Length too large");
        try (GenOps genops = genops(settings -> {})) {
            operation(genops, "a");
            operation(genops, "b");
            genops.flush();
            assertThat(genops.problems().counts()).isEmpty();
        }
        assertThat(splunk.indexed).hasSize(2);
        assertThat(splunk.requests).hasSize(3);
    }

    @Test
    void nothingBlocksAndWhatFindsTheQueueFullIsCounted() {
        String gone = splunk.address();
        splunk.close();
        try (GenOps genops = genops(
                settings -> settings.endpoint(gone).queueSize(10).batchSize(10).closeTimeout(Duration.ofSeconds(20)))) {
            for (int i = 0; i < 1000; i++) {
                operation(genops, "x");
            }
            genops.flush();
            Problems problems = genops.problems();
            assertThat(problems.counts()).containsOnlyKeys(Kind.EXPORT, Kind.DROPPED);
            assertThat(problems.count(Kind.EXPORT) + problems.count(Kind.DROPPED))
                    .isEqualTo(1000);
        }
    }
}
