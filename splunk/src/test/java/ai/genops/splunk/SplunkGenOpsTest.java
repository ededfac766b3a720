package ai.genops.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.observability.validate.Conditions;
import ai.genops.sdk.config.Surroundings;
import ai.genops.sdk.splunk.StrictCollector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SplunkGenOpsTest {
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private SplunkGenOps create(Consumer<SplunkConfig> settings) {
        Surroundings real = Surroundings.real();
        return SplunkGenOps.create(
                settings,
                new Surroundings(
                        environment::get,
                        name -> null,
                        real.nanos(),
                        real.clock(),
                        real.uuids(),
                        real.random(),
                        new PrintStream(printed, true, UTF_8)));
    }

    @Test
    void dashboardsReadTheIndexThatEventsAreFiledIn() {
        environment.put("SPLUNK_INDEX", "of_the_environment");
        assertThat(create(c -> {}).costDashboard()).contains("index=of_the_environment genops.cost.total=*");
        assertThat(create(c -> c.index("own")).complianceDashboard()).contains("index=own ");
        environment.clear();
        assertThat(create(c -> {}).budgetDashboard()).contains("index=genops_ai ");
    }

    @Test
    void withoutASplunkNothingIsSentAndWhyIsSaid() {
        try (SplunkGenOps splunk = create(c -> c.token("0a1b2c3d"))) {
            Demonstration demonstration = splunk.demonstrate();
            assertThat(demonstration.sent()).isEmpty();
            assertThat(demonstration.delivered()).isFalse();
        }
        assertThat(printed.toString(UTF_8))
                .contains("SPLUNK_HEC_ENDPOINT not set")
                .contains("Nothing was sent: mend what failed first.")
                .doesNotContain("0a1b2c3d");
    }

    @Test
    void telemetryIsEventsOfTheIndexAndSourcetype() throws IOException {
        try (StrictCollector collector = new StrictCollector();
                SplunkGenOps splunk = create(c -> c.endpoint(collector.address())
                        .token(StrictCollector.TOKEN)
                        .sourcetype("genops:mine")
                        .serviceName("my-ai-service")
                        .environment("production")
                        .telemetry(t -> t.team("ai-platform").project("chat"))
                        .conditions(Conditions.USUAL.withoutConnection()))) {
            Demonstration demonstration = splunk.demonstrate();
            assertThat(demonstration.delivered()).isTrue();
            assertThat(demonstration.sent()).hasSize(5);
            assertThat(collector.indexed)
                    .hasSize(5)
                    .allSatisfy(event -> assertThat(event)
                            .contains(
                                    "\"index\":\"genops_ai\"",
                                    "\"sourcetype\":\"genops:mine\"",
                                    "\"demonstration\":true")
                            .contains("\"genops.environment\":\"production\""));
            assertThat(splunk.genops()).isSameAs(splunk.genops());
        }
        assertThat(printed.toString(UTF_8)).contains("Sent, and taken:", "index=genops_ai genops.cost.total=*");
    }
}
