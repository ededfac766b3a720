package ai.genops.source.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSourceConfigTest {
    private final Problems problems = new Problems();
    private final Secrets secrets = new Secrets(name -> name.equals("GENOPS_TOKEN") ? "t0ken" : null);

    @Test
    void theConformanceFilesLoadUnchanged() throws IOException {
        OtlpSourceConfig config = OtlpSourceConfig.read(
                file("http-source.yaml"),
                file("buffer-and-health-check.yaml"),
                file("data-parsing.yaml"),
                file("retry-policy.yaml"));
        assertThat(problems.errors()).isEmpty();
        assertThat(problems.all()).hasSize(2);
        assertThat(problems.all().getFirst().toString())
                .startsWith("buffer-and-health-check.yaml:4:13: note: ")
                .contains("is Cribl's folder");
        assertThat(problems.all().getLast().text()).contains("nothing waits for it");
        assertThat(config)
                .isEqualTo(new OtlpSourceConfig(
                        "genops_otlp_source",
                        new Listen("127.0.0.1", 4318, 4317, "/v1/traces", new Tls.None()),
                        new SourceToken.Generate(),
                        new Limits(10_000_000, Duration.ofSeconds(30), true, 100_000_000),
                        List.of("x-scope-orgid", "x-genops-version", "x-environment"),
                        TenantSettings.OFF,
                        new SurroundingSettings(
                                new BufferSettings(
                                        "persistent queue",
                                        500_000_000,
                                        "/opt/cribl/state/queues/genops",
                                        "gzip",
                                        "block",
                                        Duration.ofSeconds(10)),
                                new HealthCheck(Duration.ofSeconds(30), Duration.ofSeconds(10), 3),
                                new ParsingSettings("OTLP", true, true, false),
                                new RetryPolicy(
                                        3,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(30),
                                        2,
                                        List.of(429, 500, 502, 503, 504)))));
    }

    @Test
    void ourOwnFormIsRead() {
        OtlpSourceConfig config = read("""
                id: edge
                type: otlp
                http_port: 14318
                grpc_port: 14317
                host: 0.0.0.0
                tls: {self_signed: true}
                token: ${GENOPS_TOKEN}
                max_request_bytes: 1 MB
                keep_alive: false
                headers: [X-Team]
                """);
        assertThat(problems.all()).isEmpty();
        assertThat(config.id()).isEqualTo("edge");
        assertThat(config.listen()).isEqualTo(new Listen("0.0.0.0", 14318, 14317, "/v1/traces", new Tls.SelfSigned()));
        assertThat(config.token())
                .isInstanceOfSatisfying(
                        SourceToken.Given.class,
                        given -> assertThat(given.secret().value()).isEqualTo("t0ken"));
        assertThat(config.toString()).doesNotContain("t0ken");
        assertThat(config.limits().maxRequestBytes()).isEqualTo(1_000_000);
        assertThat(config.limits().keepAlive()).isFalse();
        assertThat(config.headers()).isEqualTo(List.of("x-team"));
    }

    @Test
    void tenantsHaveTheirLimits() {
        OtlpSourceConfig config = read("""
                tenants:
                  required: true
                  max_tenants: 20
                  requests_per_second: 50
                  max_in_flight_bytes: 40 MB
                  overrides:
                    - tenant: acme
                      requests_per_second: 0.5
                      bytes_per_second: 2 MB
                """);
        assertThat(problems.all()).isEmpty();
        double any = Double.POSITIVE_INFINITY;
        assertThat(config.tenants())
                .isEqualTo(new TenantSettings(
                        true,
                        true,
                        20,
                        new TenantLimits(50, any, 40_000_000),
                        java.util.Map.of("acme", new TenantLimits(0.5, 2_000_000, 40_000_000))));
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        OtlpSourceConfig config = OtlpSourceConfig.read();
        assertThat(config.listen()).isEqualTo(new Listen("127.0.0.1", 4318, 4317, "/v1/traces", new Tls.None()));
        assertThat(config.token()).isEqualTo(new SourceToken.None());
        assertThat(config.withToken("x").token()).isEqualTo(SourceToken.of("x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            host: 0.0.0.0                   | 1:7 | `host` is `0.0.0.0`, which other machines can reach, and there is no `token`
            host: otlp.internal             | 1:7 | `host` is `otlp.internal`, which other machines can reach, and there is no `token`
            token: ${OTHER_TOKEN}           | 1:8 | `token`: OTHER_TOKEN is not set
            prot: 1                         | 1:1 | `prot` is not known here
            http_port: 70000                | 1:12 | `http_port` must be a whole number from 0 to 65535, is `70000`
            grpc_port: 4318                 | 1:12 | `grpc_port` is 4318, as is the port of HTTP, which answers gRPC anyway
            max_request_size: 0             | 1:19 | `max_request_size` must be from 1 to 268435456 bytes, is 0
            max_in_flight_bytes: 1 MB       | 1:22 | `max_in_flight_bytes` (1000000) must hold two requests of the largest size (10000000 each)
            tenants: {rate: 5}              | 1:11 | `rate` is not known here
            tenants: {requests_per_second: 0}     | 1:32 | `requests_per_second` is too small
            tenants: {bytes_per_second: 0}        | 1:29 | `bytes_per_second` is too small
            tenants: {max_in_flight_bytes: 5 MB}  | 1:10 | a tenant's `max_in_flight_bytes` (5000000) must hold two requests of the largest size (10000000 each)
            tenants: {max_tenants: 0}             | 1:24 | `max_tenants` must be a whole number from 1 to 100000, is `0`
            tenants: {overrides: [{tenant: a b}]} | 1:32 | `a b` cannot name a tenant: its character 2 is none of letters, digits and !-_.*'()
            tenants: {overrides: [{tenant: a}, {tenant: a}]} | 1:45 | tenant `a` is here twice
            request_timeout: soon           | 1:18 | `request_timeout` must be a duration such as `30s` or `90 days`, is `soon`
            path: v1                        | 1:7 | `path` must begin with `/` and hold letters, digits and `._~-/`, is `v1`
            type: kafka                     | 1:7 | `type` is `kafka`, which is unknown
            Authentication: {Type: Bearer}  | 1:24 | `token` is missing
            Retry Policy: {Max Retries: -1} | 1:29 | `max_retries` must be a whole number from 0 to 1000000, is `-1`
            Retry Policy: {Retry on Status Codes: [42]} | 1:40 | `retry_on_status_codes` must hold HTTP statuses from 100 to 599
            Health Check: {Unhealthy Threshold: many}   | 1:37 | `unhealthy_threshold` must be a number such as `3 consecutive failures`, is `many`
            Buffer Settings: {Compression: brotli}      | 1:32 | `compression` is `brotli`, which is unknown
            """)
    void whatIsWrongIsToldWithItsPlace(String yaml, String place, String text) {
        read(yaml);
        assertThat(problems.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.text()).isEqualTo(text);
            assertThat(problem.at()).hasToString("source.yaml:" + place);
        });
    }

    @Test
    void theSameSettingTwiceIsAProblem() {
        OtlpSourceConfig.read(section("port: 1", "a.yaml"), section("Source Configuration: {Port: 2}", "b.yaml"));
        assertThat(problems.errors())
                .singleElement()
                .extracting(Problem::text)
                .isEqualTo("`port` stands at a.yaml:1:7 already");
    }

    private OtlpSourceConfig read(String yaml) {
        return OtlpSourceConfig.read(section(yaml, "source.yaml"));
    }

    private Section file(String name) throws IOException {
        try (var in = OtlpSourceConfigTest.class.getResourceAsStream("/conformance/" + name)) {
            return section(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8), name);
        }
    }

    private Section section(String yaml, String name) {
        return Section.of(YamlReader.parse(yaml, name, problems), "a source", Location.of(name), problems, secrets);
    }
}
