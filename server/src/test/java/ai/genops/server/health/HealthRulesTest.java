package ai.genops.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulesTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/conformance");

    @TempDir
    Path config;

    private final World world = new World();

    @Test
    void theExamplesFilesLoadUnchangedAndMeanWhatTheySay() throws IOException {
        Files.createDirectories(config.resolve("alerts"));
        Files.copy(EXAMPLES.resolve("source/health-alert-rules.yaml"), config.resolve("alerts/rules.yaml"));
        Files.copy(EXAMPLES.resolve("production/monitoring.yaml"), config.resolve("alerts/monitoring.yaml"));
        HealthRules rules = new Watched(config).usable().rules();
        assertThat(rules.rules())
                .extracting(rule -> rule.name() + "|" + rule.scope() + "|" + rule.severity() + "|"
                        + rule.holdFor().toSeconds() + "|" + rule.notifies())
                .containsExactlyInAnyOrder(
                        "GenOps Source Down|SOURCE|critical|0|[PagerDuty, Email]",
                        "GenOps High Error Rate|SERVER|high|0|[Slack]",
                        "GenOps Buffer Full|SERVER|high|0|[Slack, Email]",
                        "High CPU Usage|SERVER|warning|600|[]",
                        "Buffer Full|SERVER|critical|300|[]");
        assertThat(rules.watched())
                .extracting(watch -> watch.metric().label() + "|" + watch.remark() + "|" + (watch.target() != null))
                .containsExactly(
                        "cpu_utilization|target: < 70%|true",
                        "memory_utilization|target: < 80%|true",
                        "buffer_utilization|target: < 90%|true",
                        "pipeline_lag|target: < 10s|true",
                        "error_rate|target: < 1%|true",
                        "throughput|events/second|false");
    }

    @Test
    void ourCopiesOfTheExamplesAreTheExamples() throws IOException {
        Path originals = Path.of("../../shared/conformance");
        Assumptions.assumeTrue(
                Files.isDirectory(originals), "SKIPPED: the conformance files are not beside the project");
        try (var copies = Files.walk(EXAMPLES)) {
            for (Path copy : copies.filter(Files::isRegularFile).toList()) {
                assertThat(copy).hasSameTextualContentAs(originals.resolve(EXAMPLES.relativize(copy)));
            }
        }
    }

    @Test
    void everyMetricIsInTheDocumentation() throws IOException {
        String text = Files.readString(Path.of("../docs/operations.md"));
        for (Metric metric : Metric.values()) {
            String unit = switch (metric.unit()) {
                case PERCENT -> "%";
                case SECONDS -> "s";
                case BYTES -> "B";
                case COUNT -> "count";
                case PER_SECOND -> "/s";
                case STATE -> "word";
            };
            String window = metric.window().isEmpty() ? "now" : metric.window();
            assertThat(text)
                    .contains("| `" + metric.label() + "` | " + metric.scope().label() + " | " + unit + " | " + window
                            + " | " + metric.meaning() + " |");
        }
    }

    @Test
    void theShippedRulesAreTheBuiltInOnes() throws IOException {
        String shipped = Files.readString(Path.of("../config/alerts/health.yaml"));
        HealthPlan builtIn = new Watched(config).usable();
        HealthPlan read =
                new Watched(config).with("alerts/health.yaml", shipped).usable();
        assertThat(read.rules().rules())
                .hasSizeGreaterThan(8)
                .extracting(Rule::name)
                .isEqualTo(builtIn.rules().rules().stream().map(Rule::name).toList());
        try (var in = HealthPlan.class.getResourceAsStream("health-rules.yaml")) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(shipped);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bufer_utilization > 90%             | alerts/r.yaml:2:12: `bufer_utilization` is no metric of the server
            cpu_utilization > 80% && sourc > 1  | alerts/r.yaml:2:37: `sourc` is no metric of the server
            pipeline_lag > 5%                   | alerts/r.yaml:2:27: `pipeline_lag` is in seconds, and is compared with percent
            error_rate > 10s                    | alerts/r.yaml:2:25: `error_rate` is in percent, and is compared with seconds
            source_status > 3                   | alerts/r.yaml:2:28: `source_status` is in state, and is compared with count
            cpu_utilization == "high"           | alerts/r.yaml:2:31: `cpu_utilization` is in percent, and is compared with state
            genops.cost.total > 3               | alerts/r.yaml:2:12: `genops.cost.total` is no metric of the server
            1 > 2                               | alerts/r.yaml:2:12: the condition names no metric, so it is always the same
            dead_letters > source_silence       | alerts/r.yaml:2:12: the condition asks for a source's and a destination's metric, and which belongs to which is not said
            cpu_utilization >                   | alerts/r.yaml:2:
            """)
    void aWrongConditionIsOneErrorAtItsPlace(String condition, String error) throws IOException {
        var watched = new Watched(config).with("alerts/r.yaml", "name: r\ncondition: " + condition + "\n");
        watched.plan();
        assertThat(watched.errors()).hasSize(1);
        assertThat(watched.errors().getFirst()).startsWith(error);
    }

    @Test
    void aWrongNameComesWithTheNearest() throws IOException {
        var watched = new Watched(config)
                .with("destinations/d.yaml", "{id: oncall, type: console}")
                .with("alerts/r.yaml", """
                        Alert Rules:
                          - {name: a, condition: bufer_utilization > 90%, notification: "Slak, oncal (at night)"}
                          - {name: A, condition: faults > 0, notification: oncall, sevrity: high}
                        """);
        watched.plan();
        assertThat(String.join("\n", watched.errors()))
                .contains("Did you mean `buffer_utilization`?")
                .contains("`Slak` is no destination, nor a type of them\n    Did you mean `slack`?")
                .contains("`oncal` is no destination, nor a type of them\n    Did you mean `oncall`?")
                .contains("a rule `A` stands at")
                .contains("`oncall` is a destination of type `console`, which cannot carry notices")
                .contains("`sevrity` is not known here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            disk_free < 51%                                   | true
            disk_free < 50 %                                  | false
            disk_free_bytes < 1 MB                            | true
            pipeline_lag >= 0 && source_status == "up"        | true
            pipeline_lag < 2 minutes                          | true
            disk_free % 7 == 1                                | true
            source_status !== 'down' && disk_free_bytes > 1e4 | true
            source_silence > 1s                               |
            """)
    void unitsAndWordsAreAsInTheMetrics(String condition, Boolean expected) throws IOException {
        var watched = new Watched(config).with("alerts/r.yaml", "name: r\ncondition: " + condition + "\n");
        Rule rule = watched.usable().rules().rules().getFirst();
        Values values = new Measures(java.time.Duration.ofMinutes(15)).take(world.sample());
        assertThat(rule.condition().test(values, "otlp")).isEqualTo(expected);
    }
}
