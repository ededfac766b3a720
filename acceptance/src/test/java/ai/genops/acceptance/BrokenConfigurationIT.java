package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Configurations that must not load: a readable report with the place, exit code 2, nothing started.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class BrokenConfigurationIT {
    private static final Path SHIPPED = Path.of("../config");
    private static final String COST = "pipelines/1-cost-governance.yaml";

    @TempDir
    Path folder;

    /// One file changed, and what must be said of it.
    record Broken(String name, String file, String from, String to, String place, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Broken> broken() {
        return Stream.of(
                new Broken(
                        "an unknown key",
                        COST,
                        "enabled: true",
                        "enabld: true",
                        COST + ":3",
                        "Did you mean `enabled`?"),
                new Broken(
                        "a wrong type",
                        COST,
                        "sample_rate: 0.5",
                        "sample_rate: half",
                        COST + ":65",
                        "must be a number, is `half`"),
                new Broken(
                        "a bad expression", COST, "cost_total * 3600", "cost_totl * 3600", COST + ":54", "cost_total"),
                new Broken(
                        "a syntax error in an expression",
                        COST,
                        "cost_total * 3600",
                        "cost_total * * 3600",
                        COST + ":54",
                        ""),
                new Broken(
                        "a missing lookup file",
                        "lookups/customer_budgets.yaml",
                        "customer_budgets.csv",
                        "customers.csv",
                        "lookups/customer_budgets.yaml:3",
                        "is not there"),
                new Broken(
                        "a bad regular expression",
                        "pipelines/2-policy-compliance.yaml",
                        "\\b[A-Z][a-z]+ [A-Z][a-z]+\\b",
                        "\\b[A-Z",
                        "pipelines/2-policy-compliance.yaml:46",
                        "is no regular expression"),
                new Broken(
                        "a duplicate id",
                        "pipelines/3-budget-alerting.yaml",
                        "id: genops-budget-alerting",
                        "id: genops-audit-trail",
                        "pipelines/4-audit-trail.yaml:1",
                        "is taken by the block at pipelines/3-budget-alerting.yaml:1"),
                new Broken(
                        "an unknown destination",
                        COST,
                        "destination: s3_cost_bucket",
                        "destination: s3_cost_buket",
                        COST + ":96",
                        "Did you mean `s3_cost_bucket`?"),
                new Broken("YAML that is none", COST, "filters:", "filters: [", COST, "is not valid YAML"),
                new Broken(
                        "a secret that is not set where one is required",
                        "sources/otlp.yaml",
                        "# token: ${GENOPS_TOKEN}",
                        "token: ${GENOPS_TOKEN}",
                        "sources/otlp.yaml",
                        "GENOPS_TOKEN is not set"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isReportedWithItsPlaceAndNothingStarts(Broken broken) throws Exception {
        Path config = copy();
        Path file = config.resolve(broken.file());
        String text = Files.readString(file);
        assertThat(text).contains(broken.from());
        Files.writeString(file, text.replace(broken.from(), broken.to()));
        var genops = new Genops(folder.resolve("data"));
        for (String command : List.of("up", "check")) {
            var outcome = genops.run(
                    command,
                    "--config",
                    config.toString(),
                    "--data",
                    genops.data.toString(),
                    "--port-offset",
                    "" + genops.offset);
            String report = outcome.out() + outcome.err();
            assertThat(outcome.exitCode()).as(report).isEqualTo(2);
            assertThat(report).contains(broken.place()).contains(broken.says()).doesNotContain("\tat ");
        }
        assertThat(genops.data).doesNotExist();
    }

    @Test
    void allProblemsAreToldAtOnce() throws Exception {
        Path config = copy();
        for (Broken broken : broken().filter(
                        b -> !b.name().contains("YAML") && !b.name().contains("syntax"))
                .toList()) {
            Path file = config.resolve(broken.file());
            Files.writeString(file, Files.readString(file).replace(broken.from(), broken.to()));
        }
        var outcome = new Genops(folder.resolve("data")).run("check", "--config", config.toString());
        assertThat(outcome.exitCode()).isEqualTo(2);
        broken().filter(b -> !b.name().contains("YAML") && !b.name().contains("syntax"))
                .forEach(broken ->
                        assertThat(outcome.out()).contains(broken.place()).contains(broken.says()));
    }

    @Test
    void aPortThatIsTakenIsNamedAndNothingStarts() throws Exception {
        var genops = new Genops(folder.resolve("data"));
        try (var taken = new ServerSocket(4318 + genops.offset, 1, InetAddress.getLoopbackAddress())) {
            var outcome = genops.run("up", "--data", genops.data.toString(), "--port-offset", "" + genops.offset);
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.out() + outcome.err())
                    .contains("sources/otlp.yaml")
                    .contains("port " + taken.getLocalPort() + " is taken")
                    .contains("--port-offset")
                    .doesNotContain("\tat ");
        }
        assertThat(genops.data).doesNotExist();
    }

    @Test
    void aPortOpenToOthersWithoutATokenIsRefused() throws Exception {
        var outcome =
                new Genops(folder.resolve("data")).run("check", "--set", "sources.genops_otlp_source.host=0.0.0.0");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("token");
    }

    @Test
    void aDatasetThatNothingFeedsIsNoted() throws Exception {
        Path config = copy();
        Files.delete(config.resolve("routes/lake.yaml"));
        // What searches collect may choose any dataset that nothing else feeds.
        Files.delete(config.resolve("routes/summary.yaml"));
        var outcome = new Genops(folder.resolve("data")).run("check", "--config", config.toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("no route feeds the dataset `genops_policy` of `cribl_lake`");
    }

    @Test
    void theShippedConfigurationHasNoErrorsAndJsonOutputIsJson() throws Exception {
        var outcome = new Genops(folder.resolve("data")).run("check", "--json");
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        var json = new com.fasterxml.jackson.databind.ObjectMapper();
        for (String line : outcome.out().lines().toList()) {
            assertThat(json.readTree(line).get("severity").asText()).isEqualTo("note");
        }
    }

    private Path copy() throws IOException {
        Path config = folder.resolve("config");
        try (var files = Files.walk(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, config.resolve(SHIPPED.relativize(file).toString()));
            }
        }
        return config;
    }
}
