package ai.genops.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.ConfigFolder;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Overrides;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.load.Configuration;
import ai.genops.pipeline.load.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// The four pipelines as they are shipped, over events that take every branch, compared with what they should give:
/// one file per destination. `-Dgolden=write` writes the files anew, to be read before they are committed.
@TestInstance(Lifecycle.PER_CLASS)
class SeedPipelinesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final List<String> TYPES = List.of(
            "cribl_lake",
            "datadog_metrics",
            "prometheus_remote_write",
            "s3",
            "splunk_hec",
            "elasticsearch",
            "webhook",
            "slack",
            "pagerduty",
            "snowflake",
            "kafka",
            "otlp",
            "email",
            "file",
            "console",
            "lake");

    private final Problems problems = new Problems();
    private final Map<String, Captured> destinations = new TreeMap<>();
    private List<Pipeline> pipelines = List.of();

    @BeforeAll
    void run() throws IOException {
        var folder = new ConfigFolder(
                Path.of("../config"), Overrides.of(List.of(), problems), problems, new Secrets(_ -> null));
        var types = TYPES.stream().map(Captured::type).toList();
        Configuration configuration =
                new ConfigurationReader(folder, problems, types, Yaml.Mapping.empty(Location.of("none"))).read();
        configuration.destinations().forEach((id, destination) -> destinations.put(id, (Captured) destination));
        pipelines = configuration.pipelines();
        assertThat(problems.errors()).isEmpty();
        TestEvents.through(pipelines, Files.readString(GOLDEN.resolve("events.yaml")));
    }

    @Test
    void everyDestinationGetsWhatItShould() throws IOException {
        for (Captured destination : destinations.values()) {
            Path file = GOLDEN.resolve(destination.id() + ".ndjson");
            byte[] lines = String.join("\n", destination.lines).concat("\n").getBytes(UTF_8);
            if (destination.lines.isEmpty()) {
                assertThat(file).doesNotExist();
            } else if ("write".equals(System.getProperty("golden"))) {
                Files.write(file, lines);
            } else {
                assertThat(new String(lines, UTF_8)).as(destination.id()).isEqualTo(Files.readString(file));
            }
        }
    }

    @Test
    void noEventMadeAnExpressionFail() {
        assertThat(pipelines.stream().flatMap(pipeline -> pipeline.expressions().stream()))
                .isNotEmpty()
                .allSatisfy(expression -> assertThat(expression.failures())
                        .as(expression.source())
                        .isZero());
    }

    @Test
    void everyFilterOfEveryRouteLetsSomethingThroughAndKeepsSomethingBack() {
        for (Pipeline pipeline : pipelines) {
            for (RouteEdge route : pipeline.routes()) {
                assertThat(route.sent()).as(route.name()).isPositive();
            }
            assertThat(pipeline.received()).isEqualTo(pipelines.getFirst().received());
            assertThat(pipeline.id().isEmpty() || pipeline.filtered() > 0).isTrue();
        }
        List<String> neverFilter = List.of(
                "policy_to_lake",
                "to_cribl_lake_cost",
                "to_cribl_lake_budgets",
                "to_cribl_lake_audit",
                "to_datadog_cost",
                "to_grafana_prometheus",
                "to_snowflake_audit");
        assertThat(routes().filter(route -> route.filtered() == 0).map(RouteEdge::name))
                .containsExactlyInAnyOrderElementsOf(neverFilter.stream()
                        .filter(name -> routes().anyMatch(route -> route.name().equals(name)))
                        .toList());
    }

    @Test
    void everyAlternativeOfEveryExpressionWasTaken() {
        Pattern alternative = Pattern.compile("[?:|]\\s*\\(?\\s*'([^']*)'");
        String everything = String.join("\n", allLines());
        for (Pipeline pipeline : pipelines) {
            pipeline.expressions().forEach(expression -> {
                Matcher matcher = alternative.matcher(expression.source());
                while (matcher.find()) {
                    boolean number = matcher.group(1).matches("[0-9]+");
                    String value = "\"" + expression.sets() + "\":" + (number ? "" : "\"") + matcher.group(1);
                    if (!isNeverTaken(matcher.group(1))) {
                        assertThat(everything).as(expression.source()).contains(value);
                    }
                }
            });
        }
    }

    @Test
    void samplingKeepsAndLeavesOutAndShowsItsRates() {
        String all = String.join("\n", allLines());
        assertThat(List.of("1", "0.5", "0.1", "0.01", "0"))
                .allSatisfy(rate -> assertThat(all).contains("\"sample_rate\":" + rate + ","));
        assertThat(routes().mapToLong(RouteEdge::sampledOut).sum()).isPositive();
    }

    @Test
    void thePipelinesAreTheSeedsToTheByte() throws IOException {
        Path seeds = Path.of("../../shared/conformance");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isDirectory(seeds), "SKIPPED: the conformance files are not beside the project");
        for (String kind : List.of("pipelines", "lookups", "destinations")) {
            try (var files = Files.list(Path.of("../config", kind))) {
                List<Path> ours = files.filter(
                                file -> Files.exists(seeds.resolve(kind).resolve(file.getFileName())))
                        .toList();
                assertThat(ours).hasSizeGreaterThan(3);
                for (Path file : ours) {
                    assertThat(file).hasSameBinaryContentAs(seeds.resolve(kind).resolve(file.getFileName()));
                }
            }
        }
    }

    /// Alternatives that the text of the expression rules out: `policy_result` is not set where the filter lets in.
    private static boolean isNeverTaken(String literal) {
        return List.of("0").contains(literal);
    }

    private Stream<RouteEdge> routes() {
        return pipelines.stream().flatMap(pipeline -> pipeline.routes().stream());
    }

    private List<String> allLines() {
        return destinations.values().stream()
                .flatMap(destination -> destination.lines.stream())
                .toList();
    }
}
