package ai.genops.destination.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Budgets;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyTest {
    /// As it was conceived: its key changes with every event.
    private static final String SEED = """
            payload_template: |
              {
                "routing_key": "${PAGERDUTY_ROUTING_KEY}",
                "event_action": "trigger",
                "dedup_key": "genops-budget-${budget_name}-${Date.now()}",
                "payload": {
                  "summary": "GenOps Budget Alert: ${budget_name} at ${actual_utilization.toFixed(1)}%",
                  "severity": "${budget_exhausted ? 'critical' : 'error'}",
                  "source": "genops-cribl",
                  "component": "budget-monitor",
                  "group": "${team}",
                  "class": "cost-governance",
                  "custom_details": {
                    "budget_name": "${budget_name}",
                    "utilization": "${actual_utilization.toFixed(1)}%",
                    "used": "$${budget_used.toFixed(2)}"
                  }
                }
              }
            """;

    @TempDir
    Path data;

    private final Blocks blocks = new Blocks(Map.of("PAGERDUTY_ROUTING_KEY", FakePagerDuty.KEY));
    private final Budgets budgets = new Budgets(blocks);
    private final Runtimes runtimes = new Runtimes();
    private FakePagerDuty pagerDuty;
    private Destination destination;
    private long offset;

    @BeforeEach
    void start() throws IOException {
        pagerDuty = new FakePagerDuty();
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        pagerDuty.close();
    }

    @Test
    void anAlertOpensAnIncidentAndRecoveryResolvesIt() {
        Destination.Edge edge = open("", "name: r");
        write(edge, "q4", 105);
        assertThat(pagerDuty.open).containsExactly("genops/budget/q4/support");
        var payload = pagerDuty.taken.getFirst().path("payload");
        assertThat(payload.path("summary").asText()).isEqualTo("Budget Alert: q4 at 105.0%");
        assertThat(payload.path("severity").asText()).isEqualTo("critical");
        assertThat(payload.path("timestamp").asText()).isEqualTo("2025-11-20T00:53:20Z");
        assertThat(payload.path("custom_details").path("budget_used").asDouble())
                .isEqualTo(1050);
        write(edge, "q4", 10);
        assertThat(pagerDuty.open).isEmpty();
        assertThat(pagerDuty.taken).hasSize(2);
        assertThat(destination.stats().delivered()).isEqualTo(2);
    }

    @Test
    void whatPagerDutyKnowsIsNotSentAgain() {
        Destination.Edge edge = open("", "name: r");
        write(edge, "q4", 10);
        for (int i = 0; i < 10; i++) {
            write(edge, "q4", 95 + i / 10.0);
        }
        assertThat(pagerDuty.taken).hasSize(1);
        write(edge, "q4", 101);
        assertThat(pagerDuty.taken).as("graver").hasSize(2);
        write(edge, "q4", 10);
        write(edge, "q4", 10);
        assertThat(pagerDuty.taken).hasSize(3);
        assertThat(destination.stats().delivered()).isEqualTo(14);
    }

    @Test
    void withoutARepeatIntervalEveryTriggerIsSent() {
        Destination.Edge edge = open("repeat_interval: 0s\n", "name: r");
        write(edge, "q4", 95);
        write(edge, "q4", 95);
        assertThat(pagerDuty.taken).hasSize(2);
    }

    @Test
    void anIncidentOpenedBeforeARestartIsResolvedAfterIt() {
        write(open("", "name: r"), "q4", 105);
        destination.close();
        write(open("", "name: r"), "q4", 10);
        assertThat(pagerDuty.open).isEmpty();
    }

    @Test
    void aRouteSaysWhatItsEventsDo() {
        Destination.Edge edge = open("", "event_action: acknowledge");
        write(edge, "q4", 105);
        assertThat(pagerDuty.taken.getFirst().path("event_action").asText()).isEqualTo("acknowledge");
        destination.close();
        write(open("resolve: always\n", "event_action: resolve"), "q4", 50);
        assertThat(pagerDuty.taken.getLast().path("event_action").asText()).isEqualTo("resolve");
    }

    @Test
    void theSeedsTemplateRunsAsWritten() {
        Destination.Edge edge = open("", "name: r\n" + SEED);
        assertThat(blocks.notes()).anyMatch(note -> note.contains("`dedup_key` changes with every event"));
        write(edge, "q4", 105);
        var event = pagerDuty.taken.getFirst();
        assertThat(event.path("dedup_key").asText()).isEqualTo("genops-budget-q4-1763600000000");
        assertThat(event.at("/payload/custom_details/used").asText()).isEqualTo("$1050.00");
        assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
    }

    @Test
    void aTemplateGetsTheKeysItDoesNotHave() {
        String template = "payload_template: '{\"payload\": {\"summary\": \"${budget_name}\", \"source\": \"s\","
                + " \"severity\": \"info\"}}'";
        write(open("", template), "a\"b", 105);
        var event = pagerDuty.taken.getFirst();
        assertThat(event.path("event_action").asText()).isEqualTo("trigger");
        assertThat(event.path("dedup_key").asText()).isEqualTo("genops/0/0");
        assertThat(event.at("/payload/summary").asText()).isEqualTo("a\"b");
    }

    @Test
    void aSeverityPagerDutyDoesNotHaveIsRefusedWithItsReason() throws IOException {
        String template = "payload_template: '{\"routing_key\": \"${PAGERDUTY_ROUTING_KEY}\", \"payload\":"
                + " {\"summary\": \"s\", \"source\": \"s\", \"severity\": \"${alert_severity}\"}}'";
        write(open("", template), "q4", 95);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        String letter = Files.readString(data.resolve("dead-letter/pd/00000001.ndjson"));
        assertThat(letter)
                .contains("PagerDuty refuses it: Event object is invalid; 'payload.severity' is invalid")
                .doesNotContain(FakePagerDuty.KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 200})
    void aFaultThatPassesIsRepeated(int status) {
        pagerDuty.faults.addAll(List.of(status, status));
        write(open("", "name: r"), "q4", 105);
        assertThat(pagerDuty.open).hasSize(1);
        assertThat(destination.stats().retries()).isEqualTo(2);
        assertThat(destination.stats().rejected()).isZero();
    }

    @Test
    void whatIsTooLargeLosesItsDetailsOrIsRefusedHere() {
        write(open("", "name: r"), "b".repeat(300_000), 105);
        assertThat(pagerDuty.open).singleElement().asString().hasSize(255);
        destination.close();
        String template = "payload_template: '{\"payload\": {\"summary\": \"${budget_name}\", \"source\": \"s\","
                + " \"severity\": \"info\"}}'";
        write(open("", template), "b".repeat(600_000), 105);
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(destination.stats().lastError()).contains("takes at most 524288");
        assertThat(pagerDuty.taken).hasSize(1);
    }

    @Test
    void whatCannotWorkIsAnErrorOfTheConfiguration() {
        blocks.destination("{id: pd, type: pagerduty, routing_key: k, concurrency: 2, payload_template: 'text'}");
        assertThat(blocks.errors())
                .hasSize(2)
                .anyMatch(error -> error.contains("`concurrency` must be 1"))
                .anyMatch(error -> error.contains("not a JSON object"));
    }

    private void write(Destination.Edge edge, String budget, double percent) {
        Event event = budgets.event(offset, budget, percent);
        edge.write(event);
        destination.passed(++offset);
        Sample.awaitCommitted(destination, offset);
    }

    private Destination.Edge open(String keys, String route) {
        destination = blocks.destination("id: pd\ntype: pagerduty\nrouting_key: ${PAGERDUTY_ROUTING_KEY}\nendpoint: "
                + pagerDuty.address() + "\nretry_interval: 1ms\nmax_retry_delay: 5ms\n" + keys);
        Destination.Edge edge = destination.bind(blocks.route(route));
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return edge;
    }
}
