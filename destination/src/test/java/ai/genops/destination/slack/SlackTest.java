package ai.genops.destination.slack;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.Blocks;
import ai.genops.destination.Budgets;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.pipeline.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackTest {
    private static final String TEMPLATE = "payload_template: '{\"text\": \"${budget_name}\"}'";

    @TempDir
    Path data;

    private final Blocks blocks = new Blocks(Map.of("HOOK", FakeSlack.PATH));
    private final Budgets budgets = new Budgets(blocks);
    private FakeSlack slack;
    private Destination destination;

    @BeforeEach
    void start() throws IOException {
        slack = new FakeSlack();
        destination = blocks.destination("{id: none, type: console}");
    }

    @AfterEach
    void stop() {
        destination.close();
        slack.close();
    }

    @Test
    void anAlertIsAMessageThatPeopleRead() {
        Destination.Edge edge = open("min_interval: 0s\n", "name: r");
        write(edge, 0, 1, "<q4> & more");
        assertThat(text(0))
                .startsWith("*Budget Alert: &lt;q4&gt; &amp; more at 105.0%* (critical)\nTeam: support | Project: bot");
    }

    @Test
    void theEventsOfARecordAreOneMessageWithTheNumberOfThoseBeyondTheLimit() {
        Destination.Edge edge = open("min_interval: 0s\nmax_shown: 2\n", "name: r");
        for (String budget : new String[] {"a", "b", "a", "c", "d", "d"}) {
            edge.write(budgets.event(0, budget, 105));
        }
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(slack.messages).hasSize(1);
        assertThat(text(0))
                .contains("Budget Alert: a", "(2 times)", "Budget Alert: b")
                .doesNotContain("Alert: c")
                .endsWith("\n\n... and 3 more");
        assertThat(destination.stats().delivered()).isEqualTo(6);
    }

    @Test
    void withATemplateEachEventIsAMessageAsWritten() {
        Destination.Edge edge = open("min_interval: 0s\n", TEMPLATE);
        Destination.Edge own = destination.bind(blocks.route("name: other"));
        edge.write(budgets.event(0, "a", 105));
        own.write(budgets.event(0, "x", 105));
        edge.write(budgets.event(0, "b", 105));
        own.write(budgets.event(0, "y", 105));
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(slack.messages).hasSize(3);
        assertThat(text(0)).contains("Alert: x", "Alert: y");
        assertThat(text(1)).isEqualTo("a");
        assertThat(text(2)).isEqualTo("b");
    }

    @Test
    void messagesKeepTheirDistance() {
        Destination.Edge edge = open("min_interval: 300ms\n", TEMPLATE);
        edge.write(budgets.event(0, "a", 105));
        edge.write(budgets.event(0, "b", 105));
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(slack.times.get(1) - slack.times.get(0)).isGreaterThan(200_000_000L);
    }

    @Test
    void onlyWhatFailedIsSentAgain() {
        Destination.Edge edge = open("min_interval: 0s\n", TEMPLATE);
        edge.write(budgets.event(0, "a", 105));
        edge.write(budgets.event(0, "", 105));
        edge.write(budgets.event(0, "c", 105));
        slack.faults.add(new FakeSlack.Fault(500, "rollup_error"));
        destination.passed(1);
        Sample.awaitCommitted(destination, 1);
        assertThat(slack.messages).hasSize(2);
        assertThat(destination.stats().rejected()).as("no_text").isEqualTo(1);
        assertThat(destination.stats().delivered()).isEqualTo(2);
    }

    @Test
    void retryAfterIsWaitedForAndAnAnswerThatIsNotSlacksIsNoSuccess() {
        Destination.Edge edge = open("min_interval: 0s\n", "name: r");
        slack.faults.add(new FakeSlack.Fault(200, "<html>log in</html>"));
        slack.faults.add(new FakeSlack.Fault(429, "rate_limited"));
        write(edge, 0, 1, "q4");
        assertThat(slack.messages).hasSize(1);
        assertThat(slack.times.get(2) - slack.times.get(1)).isGreaterThan(990_000_000L);
        assertThat(destination.stats().retries()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"400,invalid_payload", "400,user_not_found"})
    void whatSlackRefusesForGoodGoesToTheDeadLettersWithoutTheAddress(int status, String text) throws IOException {
        Destination.Edge edge = open("min_interval: 0s\n", "name: r");
        slack.faults.add(new FakeSlack.Fault(status, text + " " + FakeSlack.PATH));
        write(edge, 0, 1, "q4");
        assertThat(destination.stats().rejected()).isEqualTo(1);
        assertThat(Files.readString(data.resolve("dead-letter/s/00000001.ndjson")))
                .contains(text)
                .doesNotContain("s3cr3tHook");
    }

    @ParameterizedTest
    @CsvSource({"403,invalid_token", "403,action_prohibited", "404,no_service", "410,channel_is_archived"})
    void aWebhookThatDoesNotWorkAnyMoreHoldsTheEvents(int status, String text) {
        Destination.Edge edge = open("min_interval: 0s\n", "name: r");
        slack.faults.add(new FakeSlack.Fault(status, text));
        write(edge, 0, 1, "q4");
        assertThat(slack.messages).hasSize(1);
        assertThat(destination.stats().rejected()).isZero();
        assertThat(destination.stats().retries()).isEqualTo(1);
    }

    @Test
    void theSeedsTemplateArrivesAsWritten() throws IOException {
        String route = Files.readString(Path.of("../config/pipelines/3-budget-alerting.yaml"));
        String template =
                route.substring(route.indexOf("    payload_template: |"), route.indexOf("  - name: to_datadog"));
        Destination.Edge edge =
                open("min_interval: 0s\n", template.stripTrailing().stripIndent() + "\n");
        write(edge, 0, 1, "q\"4");
        assertThat(slack.messages.getFirst().at("/attachments/0/color").asText())
                .isEqualTo("danger");
        assertThat(slack.messages.getFirst().at("/attachments/0/fields/0/value").asText())
                .isEqualTo("q\"4");
        assertThat(slack.messages.getFirst().at("/attachments/0/fields/3/value").asText())
                .isEqualTo("$-50.00");
    }

    @Test
    void whatHasNoEffectIsNotedAndWhatCannotWorkIsAnError() {
        blocks.destination(
                "{id: s, type: slack, url: 'https://h/x', channel: c, payload_template: '{\"username\": 1}'}");
        assertThat(blocks.notes())
                .anyMatch(note -> note.contains("`channel` has no effect"))
                .anyMatch(note -> note.contains("`username` has no effect"));
        blocks.destination("{id: s, type: slack, url: 'https://h/x', payload_template: 'text'}");
        assertThat(blocks.errors()).singleElement().asString().contains("not a JSON object");
    }

    private String text(int message) {
        return slack.messages.get(message).path("text").asText();
    }

    private void write(Destination.Edge edge, long from, long to, String budget) {
        for (long offset = from; offset < to; offset++) {
            edge.write(budgets.event(offset, budget, 105));
            destination.passed(offset + 1);
        }
        Sample.awaitCommitted(destination, to);
    }

    private Destination.Edge open(String keys, String route) {
        destination = blocks.destination("id: s\ntype: slack\nurl: " + slack.address()
                + "${HOOK}\nretry_interval: 1ms\nmax_retry_delay: 5ms\n" + keys);
        Destination.Edge edge = destination.bind(blocks.route(route));
        assertThat(blocks.errors()).isEmpty();
        destination.start(new Runtimes().in(data));
        return edge;
    }
}
