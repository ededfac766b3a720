package ai.genops.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.sdk.Recorded;
import ai.genops.sdk.attribution.Tag;
import ai.genops.sdk.problem.Log;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, String> NOTHING = Map.of();

    private static Settings read(
            Map<String, String> environment, Map<String, String> properties, Consumer<GenOpsConfig> code) {
        GenOpsConfig config = new GenOpsConfig();
        code.accept(config);
        return SettingsReader.read(config, Recorded.with(environment, properties, new AtomicLong()));
    }

    private static Settings read(Map<String, String> environment) {
        return read(environment, NOTHING, code -> {});
    }

    @Test
    void whatNobodySaysHasADefault() {
        ExportSettings export = read(NOTHING).export();
        assertThat(export.endpoint()).hasToString("http://localhost:4318/v1/traces");
        assertThat(export.exporter()).isEqualTo(Exporter.OTLP);
        assertThat(export.resource()).containsEntry("service.name", "unknown_service:java");
        assertThat(export.headers()).containsOnlyKeys("X-GenOps-Version");
        assertThat(export.headers().get("X-GenOps-Version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(export.queueSize()).isEqualTo(2048);
    }

    @Test
    void theSeedsVariablesAreRead() {
        Settings settings = read(Map.of(
                "CRIBL_OTLP_ENDPOINT", "http://cribl-stream.prod:4318",
                "CRIBL_AUTH_TOKEN", "abcdef",
                "SERVICE_NAME", "customer-ai-chatbot",
                "ORG_ID", "acme-corp",
                "TEAM_NAME", "nlp-team",
                "PROJECT_NAME", "chatbot-v2",
                "ENVIRONMENT", "production",
                "SPLUNK_INDEX", "genops_ai",
                "OTEL_LOG_LEVEL", "debug"));
        assertThat(settings.export().endpoint()).hasToString("http://cribl-stream.prod:4318/v1/traces");
        assertThat(settings.export().headers())
                .containsEntry("Authorization", "Bearer abcdef")
                .containsEntry("X-Scope-OrgID", "acme-corp")
                .containsEntry("X-Environment", "production");
        assertThat(settings.export().resource())
                .containsEntry("service.name", "customer-ai-chatbot")
                .containsEntry("splunk.index", "genops_ai")
                .containsEntry("deployment.environment.name", "production");
        assertThat(settings.governance().defaults().get(Tag.TEAM)).isEqualTo("nlp-team");
        assertThat(settings.governance().defaults().get(Tag.PROJECT)).isEqualTo("chatbot-v2");
        assertThat(settings.governance().logLevel()).isEqualTo(Log.Level.DEBUG);
    }

    @Test
    void codeGoesBeforeOurVariablesThoseBeforeOpenTelemetrysAndThoseBeforeTheSeeds() {
        Map<String, String> environment = Map.of(
                "GENOPS_SERVICE_NAME",
                "ours",
                "OTEL_SERVICE_NAME",
                "theirs",
                "SERVICE_NAME",
                "seed",
                "TEAM_NAME",
                "seed");
        assertThat(read(environment, Map.of("genops.service.name", "property"), code -> code.serviceName("code"))
                        .export()
                        .resource())
                .containsEntry("service.name", "code");
        assertThat(read(environment, Map.of("genops.service.name", "property"), code -> {})
                        .export()
                        .resource())
                .containsEntry("service.name", "property");
        assertThat(read(environment).export().resource()).containsEntry("service.name", "ours");
        assertThat(read(Map.of("OTEL_SERVICE_NAME", "theirs", "SERVICE_NAME", "seed"))
                        .export()
                        .resource())
                .containsEntry("service.name", "theirs");
        assertThat(read(environment, NOTHING, code -> code.team("code"))
                        .governance()
                        .defaults()
                        .get(Tag.TEAM))
                .isEqualTo("code");
    }

    @ParameterizedTest
    @CsvSource({
        "http://host:4318, http://host:4318/v1/traces",
        "http://host:4318/, http://host:4318/v1/traces",
        "host:4318, http://host:4318/v1/traces",
        "https://host/otlp/custom, https://host/otlp/custom",
        "https://host/v1/traces, https://host/v1/traces",
        "https://host:8088/services/collector/raw, https://host:8088/services/collector/event",
        "https://host:8088/services/collector/event/1.0, https://host:8088/services/collector/event/1.0",
        "https://host:8088/services/collector, https://host:8088/services/collector",
    })
    void aFullPathIsNotExtendedAndABareHostIs(String said, String used) {
        Settings settings = read(
                NOTHING,
                NOTHING,
                code -> code.otlp(said)
                        .header("Authorization", said.contains("collector") ? "Splunk t0" : "Bearer t0"));
        assertThat(settings.export().endpoint()).hasToString(used);
    }

    @Test
    void openTelemetrysBaseIsExtendedByItsOwnRule() {
        assertThat(read(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://host/otlp"))
                        .export()
                        .endpoint())
                .hasToString("https://host/otlp/v1/traces");
        assertThat(read(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://host/otlp"))
                        .export()
                        .endpoint())
                .hasToString("https://host/otlp");
    }

    @Test
    void aCollectorsPathOrTokenChoosesSplunk() {
        ExportSettings byPath = read(
                        NOTHING,
                        NOTHING,
                        code -> code.exporter("otlp")
                                .endpoint("https://splunk:8088/services/collector/raw")
                                .bearer("t0"))
                .export();
        assertThat(byPath.exporter()).isEqualTo(Exporter.SPLUNK);
        assertThat(byPath.headers()).containsEntry("authorization", "Splunk t0");
        ExportSettings byToken = read(
                        NOTHING,
                        NOTHING,
                        code -> code.otlp("https://splunk:8088")
                                .header("Authorization", "Splunk t1")
                                .header("X-Splunk-Request-Channel", ""))
                .export();
        assertThat(byToken.exporter()).isEqualTo(Exporter.SPLUNK);
        assertThat(byToken.endpoint()).hasToString("https://splunk:8088/services/collector/event");
        assertThat(byToken.headers()).doesNotContainKey("X-Splunk-Request-Channel");
        ExportSettings byVariables = read(Map.of(
                        "SPLUNK_HEC_ENDPOINT", "https://splunk:8088", "SPLUNK_HEC_TOKEN", "t2"))
                .export();
        assertThat(byVariables.exporter()).isEqualTo(Exporter.SPLUNK);
        assertThat(byVariables.headers()).containsEntry("Authorization", "Splunk t2");
    }

    @Test
    void openTelemetrysHeadersAndResourceAreDecoded() {
        Settings settings = read(Map.of(
                "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20a+b,x-tenant=7",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=production,service.name=s%2C1"));
        assertThat(settings.export().headers())
                .containsEntry("Authorization", "Bearer a+b")
                .containsEntry("X-Tenant", "7")
                .containsEntry("X-Environment", "production");
        assertThat(settings.export().resource()).containsEntry("service.name", "s,1");
        assertThat(settings.governance().defaults().get(Tag.ENVIRONMENT)).isEqualTo("production");
    }

    @Test
    void allProblemsAreSaidAtOnceWithPlaceValueAndWhatToDo() {
        Map<String, String> environment = Map.of(
                "GENOPS_ENDPOINT", "ftp://host",
                "TEAM_NAME", "your-team",
                "OTEL_BSP_MAX_QUEUE_SIZE", "many",
                "OTEL_TRACES_EXPORTER", "zipkin",
                "OTEL_LOG_LEVEL", "loud",
                "CRIBL_AUTH_TOKEN", "your-cribl-bearer-token",
                "OTEL_RESOURCE_ATTRIBUTES", "nonsense");
        assertThatThrownBy(() -> read(
                        environment,
                        NOTHING,
                        code -> code.project("<project>")
                                .batchSize(0)
                                .flushEvery(Duration.ZERO)
                                .closeTimeout(Duration.ofSeconds(-1))
                                .baggage("user_id")
                                .header("Host", "x")))
                .isInstanceOfSatisfying(ConfigurationException.class, e -> {
                    assertThat(e.problems()).hasSize(13);
                    assertThat(e.problems())
                            .contains(
                                    "`endpoint` (environment variable GENOPS_ENDPOINT) must be an http or https address"
                                            + " without a user, for example http://localhost:4318, is \"ftp://host\"",
                                    "`exporter` (environment variable OTEL_TRACES_EXPORTER) must be one of otlp, console,"
                                            + " splunk, none, is \"zipkin\"");
                    assertThat(e.getMessage())
                            .contains("TEAM_NAME", "\"many\"", "\"loud\"")
                            .doesNotContain("cribl-bearer");
                });
    }

    @Test
    void aSplunkWithoutAddressAndTokenSaysWhatToSet() {
        assertThatThrownBy(() -> read(NOTHING, NOTHING, code -> code.exporter(Exporter.SPLUNK)))
                .hasMessageContaining("SPLUNK_HEC_ENDPOINT")
                .hasMessageContaining("SPLUNK_HEC_TOKEN");
    }

    @Test
    void secretsAreInNoText() {
        Settings settings = read(NOTHING, NOTHING, code -> code.bearer("s3cr3t"));
        assertThat(settings.toString()).doesNotContain("s3cr3t");
        assertThatThrownBy(() -> read(
                        NOTHING,
                        NOTHING,
                        code -> code.bearer("s3cr3t\n")
                                .header("X-Key", "s3cr3t\r\nX: y")
                                .endpoint("http://user:s3cr3t@host")))
                .hasMessageContaining("X-Key")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void exportIsNotForAnOpenTelemetryThatExists() {
        GenOpsConfig code =
                new GenOpsConfig().team("t").otlp("http://host:4318").header("a", "b");
        assertThatThrownBy(
                        () -> SettingsReader.readWithoutExport(code, Recorded.with(NOTHING, NOTHING, new AtomicLong())))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(3));
    }
}
