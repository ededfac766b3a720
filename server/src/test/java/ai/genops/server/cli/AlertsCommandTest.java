package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.search.Search;
import ai.genops.server.TestServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server with alerts, asked by the command line.
class AlertsCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SHIPPED = Path.of("../config").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private TestServer server() {
        var server = new TestServer(folder);
        server.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n");
        server.file("routes/all.yaml", """
                - {id: all, destination: lake, dataset: genops_ai, filter: "__inputId != 'genops_alerts'"}
                - {id: alerts, destination: lake, dataset: genops_alerts, filter: "__inputId == 'genops_alerts'"}
                """);
        server.file("alerts/calls.yaml", """
                id: calls
                title: Calls
                search: index=genops_ai name=call-* | stats count by name
                earliest: "0"
                on_arrival: 1s
                throttle: {by: name, for: 1h}
                notify: Slack
                """);
        server.file("alerts/broken.yaml", "{id: broken, search: '| inputlookup missing', every: 1s}");
        return server.start();
    }

    @Test
    void whatFiresIsListedWithItsHistoryAndIsAnEvent() throws Exception {
        try (TestServer server = server()) {
            server.send(1, 1);
            JsonNode list = awaitState(server, "calls", "firing");
            assertThat(list.at("/firing/0/key").asText()).isEqualTo("call-1");
            assertThat(list.at("/notifies/0/state").asText()).contains("not configured");
            awaitState(server, "broken", "failed");
            var text = run(server, "list");
            assertThat(text.out())
                    .contains("firing  calls", "call-1", "failed  broken", "missing", "2 alerts of searches");
            assertThat(run(server, "list", "--check").exitCode()).isEqualTo(1);
            JsonNode history =
                    json(run(server, "history", "calls", "-o", "json")).get("history");
            assertThat(history.get(0).get("state").asText()).isEqualTo("firing");
            assertThat(history.get(0).get("told").isArray()).isTrue();
            assertThat(run(server, "history").out()).contains("calls  call-1");
            assertThat(run(server, "history", "none").err())
                    .contains("there is no alert `none`; there are broken, calls");
            String found = "";
            while (!found.contains("call-1")) {
                found = TestServer.run("search", "--url", server.api(), "-o", "csv", """
                                index=genops_alerts genops.alert.id=calls genops.alert.state=firing \
                                | table genops.alert.subject genops.alert.severity sourcetype""")
                        .out();
            }
            assertThat(found).contains("call-1,warning,genops:alert");
            assertThat(server.get("/metrics"))
                    .contains("genops_alert_firing{alert=\"calls\"} 1.0")
                    .contains("genops_alert_failed{alert=\"broken\"} 1.0")
                    .contains("genops_alert_runs_total{alert=\"calls\"}");
        }
    }

    @Test
    void anAlertIsTriedAndSilenced() throws Exception {
        try (TestServer server = server()) {
            var quiet = run(server, "test", "calls", "--check");
            assertThat(quiet.out()).contains("would be quiet");
            assertThat(quiet.exitCode()).isZero();
            server.send(1, 2);
            JsonNode trial = json(run(server, "test", "calls", "--output", "json"));
            assertThat(trial.get("would_fire").asBoolean()).isTrue();
            assertThat(trial.get("findings")).hasSize(2);
            assertThat(run(server, "test", "calls", "--check").exitCode()).isEqualTo(1);
            var broken = run(server, "test", "broken");
            assertThat(broken.exitCode()).isEqualTo(2);
            assertThat(broken.err()).contains("missing");
            assertThat(run(server, "test", "none").err()).contains("there is no alert `none`");
            assertThat(run(server, "silence", "calls", "--for", "2h").out()).contains("calls is silent until 20");
            assertThat(run(server, "silence", "calls", "--for", "0").out()).contains("calls is heard again");
            var wrong = run(server, "silence", "calls", "--for", "soon");
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.err()).contains("`for` must be a duration up to 31 days such as `2h`");
        }
    }

    @Test
    void aReloadTakesAlertsOver() throws Exception {
        try (TestServer server = server()) {
            server.send(1, 1);
            awaitState(server, "calls", "firing");
            server.file("alerts/more.yaml", "{id: more, search: index=genops_ai, every: 1h}");
            server.running().reload();
            assertThat(alert(server, "more").get("state").asText()).isEqualTo("waiting");
            assertThat(alert(server, "calls").get("state").asText()).isEqualTo("firing");
            assertThat(alert(server, "calls").at("/counts/fired").asInt()).isZero();
        }
    }

    @Test
    void savedSearchesAreAsSplunkReadsThem() {
        var export = TestServer.run("alerts", "export", "--format", "savedsearches", "--config", SHIPPED.toString());
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(export.out())
                .contains("[GenOps Budget Threshold Alert (>80%)]", "[GenOps Policy Violation Alert]")
                .contains("[GenOps Cost Anomaly Alert (>2x avg)]", "[GenOps Cost Anomaly Detected]")
                .contains("alert.suppress.period = 300s\nalert.suppress.fields = genops.budget.name,genops.team")
                .contains("cron_schedule = 5 * * * *\ndispatch.earliest_time = -7d@h\ndispatch.latest_time = @h")
                .contains("dispatch.index_earliest = -1m@m");
        List<String> searches = new ArrayList<>();
        for (String line : export.out().replaceAll("\\\\\n", "\n\t").split("\n(?!\t)", -1)) {
            assertThat(line).matches("(?s)#.*|\\[[^\\]]+]|[a-zA-Z_.]+ = .+|");
            if (line.startsWith("search = ")) {
                searches.add(line.substring("search = ".length()).replace("\n\t", "\n"));
            }
        }
        assertThat(searches).hasSize(4);
        searches.forEach(AlertsCommandTest::isSplunks);
    }

    /// Splunk reads a name with dots in an expression as texts put together, unless it is in single quotes, and adds no
    /// text to a number.
    private static void isSplunks(String search) {
        Search.check(search);
        Matcher expressions = Pattern.compile("\\| (?:eval|where) ([^|]*)").matcher(search);
        while (expressions.find()) {
            String bare = expressions.group(1).replaceAll("\"[^\"]*\"|'[^']*'", "");
            assertThat(bare).doesNotContainPattern("[A-Za-z_]\\w*\\.\\w").doesNotContain("+ \"");
        }
    }

    @Test
    void monitorsAreAsDatadogTakesThem() throws Exception {
        var export = TestServer.run("alerts", "export", "-f", "datadog-monitor", "--config", SHIPPED.toString());
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(export.err()).contains("alert `cost-anomaly` has no `datadog`");
        JsonNode monitors = JSON.readTree(export.out());
        assertThat(monitors).hasSize(4);
        for (JsonNode monitor : monitors) {
            double critical = monitor.at("/options/thresholds/critical").asDouble();
            assertThat(monitor.get("type").asText()).isEqualTo("query alert");
            assertThat(monitor.get("query").asText()).matches(".* (>|>=) " + (int) critical);
            assertThat(monitor.get("message").asText()).contains("@slack-");
        }
        JsonNode anomaly = JSON.readTree(TestServer.run(
                        "alerts", "export", "cost-deviation", "-f", "datadog-monitor", "--config", SHIPPED.toString())
                .out());
        assertThat(anomaly.get(0).get("query").asText())
                .contains("anomalies(sum:genops.cost.total{*} by {team,project}.as_count(), 'basic', 3,");
        assertThat(anomaly.get(0).get("message").asText())
                .startsWith("GenOps Cost Anomaly Detected\n\nTeam: {{team.name}}\nProject: {{project.name}}\n")
                .endsWith("@slack-ai-cost-alerts @pagerduty-on-call");
        var none = TestServer.run(
                "alerts", "export", "cost-anomaly", "-f", "datadog-monitor", "--config", SHIPPED.toString());
        assertThat(none.exitCode()).isEqualTo(2);
    }

    private static TestServer.Outcome run(TestServer server, String... words) {
        List<String> all = new ArrayList<>(List.of("alerts"));
        all.addAll(List.of(words));
        all.addAll(List.of("--url", server.api()));
        return TestServer.run(all.toArray(String[]::new));
    }

    private static JsonNode json(TestServer.Outcome outcome) throws Exception {
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return JSON.readTree(outcome.out());
    }

    private static JsonNode alert(TestServer server, String id) throws Exception {
        for (JsonNode alert : JSON.readTree(server.get("/api/alerts")).get("alerts")) {
            if (alert.get("id").asText().equals(id)) {
                return alert;
            }
        }
        throw new IllegalStateException("no alert " + id);
    }

    private static JsonNode awaitState(TestServer server, String id, String state) throws Exception {
        JsonNode alert = alert(server, id);
        for (int i = 0; i < 1000 && !alert.get("state").asText().equals(state); i++) {
            Thread.sleep(20);
            alert = alert(server, id);
        }
        assertThat(alert.get("state").asText()).as(alert.toString()).isEqualTo(state);
        return alert;
    }
}
