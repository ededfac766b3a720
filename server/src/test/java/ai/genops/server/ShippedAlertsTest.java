package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.destination.pagerduty.FakePagerDuty;
import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.search.Search;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.server.alert.AlertMonitor;
import ai.genops.server.alert.AlertPlan;
import ai.genops.server.alert.AlertReport;
import ai.genops.server.alert.AlertReport.Entry;
import ai.genops.server.alert.Arrivals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alerts that are shipped, over events in a real lake, at times that the test says. Each fires, is quiet while
/// throttled, and ends.
class ShippedAlertsTest {
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    private static final Path SHIPPED = Path.of("../config/alerts");

    @TempDir
    Path folder;

    private final List<String> happened = new ArrayList<>();
    private final List<String> spans = new ArrayList<>();
    private TestServer server;
    private FakePagerDuty pagerDuty;
    private @Nullable AlertMonitor monitor;
    private Instant now = START;
    private long arrived;
    private int id;

    @BeforeEach
    void start() throws IOException {
        pagerDuty = new FakePagerDuty();
        server = new TestServer(folder.resolve("server"));
        server.file(
                "server.yaml",
                "api_port: " + server.port() + "\nlog: {max_size: 200 MB}\nsplunk_api: {port: 0}\nreload: manual\n");
        server.file("sources/otlp.yaml", "id: genops_otlp_source\ntype: otlp\nhttp_port: 0\ngrpc_port: 0\n");
        server.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n");
        server.file("routes/all.yaml", """
                - {id: all, destination: lake, dataset: genops_ai}
                - {id: policies, pipeline: genops-policy-compliance, destination: lake, dataset: genops_policy}
                """);
        server.file("pipelines/policies.yaml", shippedPoliciesWithoutRoutes());
        server.start();
    }

    private static String shippedPoliciesWithoutRoutes() throws IOException {
        String all = Files.readString(Path.of("../config/pipelines/2-policy-compliance.yaml"));
        return all.substring(0, all.indexOf("\nroutes:"));
    }

    @AfterEach
    void stop() {
        monitor().close();
        server.close();
        pagerDuty.close();
    }

    /// Starts, or starts again, with one alert, which tells who is on call.
    private void watch(String alert) throws IOException {
        if (monitor != null) {
            monitor.close();
        }
        Path config = folder.resolve("config");
        Files.createDirectories(config.resolve("alerts"));
        Files.createDirectories(config.resolve("destinations"));
        Files.copy(
                SHIPPED.resolve(alert + ".yaml"),
                config.resolve("alerts/" + alert + ".yaml"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                config.resolve("destinations/oncall.yaml"),
                "{id: oncall, type: pagerduty, routing_key: %s, endpoint: %s, retry_interval: 50ms}"
                        .formatted(FakePagerDuty.KEY, pagerDuty.address()));
        var problems = new Problems();
        var read = new ConfigFolder(config, Overrides.of(List.of(), problems), problems, new Secrets(_ -> null));
        AlertPlan plan = AlertPlan.read(read, Knowledge.NONE, ZoneOffset.UTC, () -> 0.5, problems);
        assertThat(problems.errors()).isEmpty();
        Search.Connections lake = () -> server.running().plan().lake().reader();
        var around = new AlertMonitor.Surroundings(
                (request, time) -> Search.of(lake, () -> time, ZoneOffset.UTC).run(request),
                arrivals(),
                event -> happened.add(event.what() + " " + event.key()),
                () -> now,
                folder.resolve("data"),
                "host");
        monitor = new AlertMonitor(plan, around, "one");
    }

    private AlertMonitor monitor() {
        return Objects.requireNonNull(monitor);
    }

    private Arrivals arrivals() {
        return new Arrivals() {
            @Override
            public long position() {
                return arrived;
            }

            @Override
            public long completeUntil() {
                return now.toEpochMilli();
            }
        };
    }

    private void span(Instant time, String... attributes) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            String type = value.matches("[0-9.]+") ? "\"doubleValue\":" + value : "\"stringValue\":\"" + value + "\"";
            all.add("{\"key\":\"" + attributes[i] + "\",\"value\":{" + type + "}}");
        }
        id++;
        long seconds = time.getEpochSecond();
        spans.add("""
                {"traceId":"%032x","spanId":"%016x","name":"call","startTimeUnixNano":"%d000000000",
                "endTimeUnixNano":"%d500000000","attributes":[%s]}
                """.formatted(id, id, seconds, seconds, String.join(",", all)));
    }

    private void send() throws Exception {
        String body = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}";
        assertThat(server.trySend(body)).isEqualTo(200);
        server.running().awaitDelivered();
        spans.clear();
        arrived++;
    }

    private void budget(String name, double utilization) {
        span(
                now,
                "genops.budget.name",
                name,
                "genops.team",
                "research",
                "genops.budget.utilization",
                String.format(Locale.ROOT, "%.2f", utilization));
    }

    private void cost(Instant time, String team, double cost) {
        span(
                time,
                "genops.team",
                team,
                "genops.project",
                "chat",
                "genops.cost.total",
                String.format(Locale.ROOT, "%.4f", cost));
    }

    private Entry look(Duration after) {
        now = now.plus(after);
        monitor().look();
        Entry entry = monitor().report().alerts().getFirst();
        assertThat(entry.error()).isEmpty();
        return entry;
    }

    private List<String> told(int count) throws InterruptedException {
        for (int i = 0; i < 500 && pagerDuty.taken.size() < count; i++) {
            Thread.sleep(10);
            monitor().look();
        }
        return pagerDuty.taken.stream()
                .map(taken -> taken.path("event_action").asText())
                .toList();
    }

    /// Waits until no incident is open at PagerDuty, which may or may not have been told of repetitions.
    private void awaitClosed() throws InterruptedException {
        for (int i = 0; i < 1500 && !pagerDuty.open.isEmpty(); i++) {
            Thread.sleep(10);
            monitor().look();
        }
        assertThat(pagerDuty.open).isEmpty();
    }

    @Test
    void aBudgetOverEightyPercentFiresByItsLatestValueAndResolves() throws Exception {
        watch("budget-threshold");
        budget("daily", 79.9);
        budget("monthly", 12);
        send();
        assertThat(look(Duration.ofSeconds(10)).firing()).isEmpty();
        budget("daily", 81);
        send();
        Entry entry = look(Duration.ofSeconds(10));
        assertThat(entry.firing()).extracting(AlertReport.Firing::key).containsExactly("daily / research");
        assertThat(entry.firing().getFirst().value()).isEqualTo("Budget daily of team research is 81 % used");
        assertThat(told(1)).containsExactly("trigger");
        now = now.plusSeconds(20);
        budget("daily", 85);
        send();
        assertThat(look(Duration.ofSeconds(10)).counts().notices()).isEqualTo(1);
        watch("budget-threshold"); // a restart
        assertThat(look(Duration.ofSeconds(1)).counts().notices()).isZero();
        assertThat(look(Duration.ofMinutes(5)).counts().notices()).isEqualTo(1);
        budget("daily", 3);
        send();
        assertThat(look(Duration.ofSeconds(10)).firing()).isEmpty();
        awaitClosed();
        assertThat(pagerDuty.taken.getFirst().path("payload").path("summary").asText())
                .contains("GenOps Budget Threshold Alert (>80%)");
    }

    @Test
    void aBlockedOperationFiresHoweverLateItArrivesAndResolves() throws Exception {
        now = Instant.now(); // by which the log dates what arrives
        watch("policy-violation");
        blocked("2026-03-08T00:00:00Z", "acme");
        send();
        Entry entry = look(Duration.ofSeconds(5));
        assertThat(entry.firing()).extracting(AlertReport.Firing::key).containsExactly("pii / support");
        assertThat(entry.firing().getFirst().value())
                .isEqualTo("1 blocked, the last of customer acme: it names people");
        assertThat(told(1)).containsExactly("trigger");
        blocked("2026-03-09T00:00:00Z", "bolt");
        blocked("2026-03-09T00:00:01Z", "core");
        send();
        entry = look(Duration.ofSeconds(5));
        assertThat(entry.firing().getFirst().value())
                .isEqualTo("2 blocked, the last of customer core: it names people");
        assertThat(entry.counts().notices()).isEqualTo(1);
        watch("policy-violation"); // a restart
        assertThat(look(Duration.ofSeconds(1)).counts().notices()).isZero();
        assertThat(look(Duration.ofMinutes(1)).counts().notices()).isEqualTo(1);
        assertThat(look(Duration.ofMinutes(6)).firing()).isEmpty();
        awaitClosed();
        assertThat(happened).containsExactly("firing pii / support", "firing pii / support", "resolved pii / support");
    }

    /// What people are told leaves the house, and is kept in a file and in the log.
    @Test
    void whatIsToldOfABlockedOperationIsMasked() throws Exception {
        now = Instant.now();
        watch("policy-violation");
        blocked("2026-03-08T00:00:00Z", "acme", "it names John Smith with EU4417725");
        send();
        Entry entry = look(Duration.ofSeconds(5));
        assertThat(entry.firing().getFirst().value())
                .isEqualTo("1 blocked, the last of customer acme: it names [REDACTED_NAME] with [REDACTED_ID]");
        assertThat(told(1)).containsExactly("trigger");
        assertThat(pagerDuty.taken.toString()).contains("[REDACTED_NAME]").doesNotContain("Smith", "EU4417725");
        try (var files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("Smith", "EU4417725");
            }
        }
    }

    private void blocked(String time, String customer) {
        blocked(time, customer, "it names people");
    }

    private void blocked(String time, String customer, String reason) {
        span(
                Instant.parse(time),
                "genops.policy.result",
                "blocked",
                "genops.policy.name",
                "pii",
                "genops.policy.reason",
                reason,
                "genops.team",
                "support",
                "genops.customer_id",
                customer);
    }

    @Test
    void anHourTwiceAsDearAsThoseBeforeFiresAndResolves() throws Exception {
        watch("cost-anomaly");
        for (int hour = 1; hour <= 8; hour++) {
            cost(START.minus(Duration.ofHours(hour)), "steady", 1);
            cost(START.minus(Duration.ofHours(hour)), "spender", 1);
        }
        cost(START.plusSeconds(60), "steady", 1.9);
        cost(START.plusSeconds(60), "spender", 2.1);
        cost(START.plusSeconds(3660), "spender", 3);
        send();
        assertThat(look(Duration.ofMinutes(6)).firing())
                .as("of the hour before")
                .isEmpty();
        Entry entry = look(Duration.ofMinutes(60));
        assertThat(entry.firing()).extracting(AlertReport.Firing::key).containsExactly("spender");
        assertThat(entry.firing().getFirst().value()).contains("spent 2.1 USD in an hour, and 1 USD an hour before");
        assertThat(told(1)).containsExactly("trigger");
        assertThat(look(Duration.ofMinutes(10)).counts().notices()).isEqualTo(1);
        watch("cost-anomaly"); // a restart
        assertThat(look(Duration.ofMinutes(50)).counts().notices())
                .as("another hour, as dear")
                .isEqualTo(1);
        assertThat(look(Duration.ofMinutes(60)).firing()).isEmpty();
        awaitClosed();
        assertThat(happened).containsExactly("firing spender", "firing spender", "resolved spender");
    }

    @Test
    void anHourFarFromWhatIsUsualWarnsAndFartherIsCritical() throws Exception {
        watch("cost-deviation");
        for (int hour = 1; hour <= 10; hour++) {
            for (String team : List.of("usual", "dear", "dearer")) {
                cost(START.minus(Duration.ofHours(hour)), team, hour % 2 == 0 ? 9 : 11);
            }
        }
        cost(START.plusSeconds(60), "usual", 12);
        cost(START.plusSeconds(60), "dear", 12.6);
        cost(START.plusSeconds(60), "dearer", 13.5);
        cost(START.plusSeconds(60), "young", 100);
        cost(START.plusSeconds(3660), "dear", 13.6);
        send();
        Entry entry = look(Duration.ofMinutes(66));
        assertThat(entry.firing())
                .extracting(firing -> firing.key() + " " + firing.severity())
                .containsExactlyInAnyOrder("dear / chat warning", "dearer / chat critical");
        assertThat(entry.firing().stream()
                        .filter(firing -> firing.key().startsWith("dearer"))
                        .findFirst()
                        .orElseThrow()
                        .value())
                .isEqualTo("""
                        Team: dearer
                        Project: chat
                        Current Cost: 13.5 USD/hour
                        Expected Cost: 10 USD/hour
                        Deviation: 3.5 USD/hour""");
        told(2);
        watch("cost-deviation"); // a restart
        entry = look(Duration.ofMinutes(60));
        assertThat(entry.firing())
                .extracting(firing -> firing.key() + " " + firing.severity())
                .containsExactly("dear / chat warning");
        assertThat(look(Duration.ofMinutes(60)).firing()).isEmpty();
        awaitClosed();
        assertThat(pagerDuty.taken.getFirst().path("payload").path("summary").asText())
                .contains("GenOps Cost Anomaly Detected");
    }
}
