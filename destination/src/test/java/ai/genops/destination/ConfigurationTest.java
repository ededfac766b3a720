package ai.genops.destination;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final Path SHIPPED = Path.of("../config/destinations");

    private final Blocks blocks = new Blocks(Map.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1-datadog              | DATADOG_API_KEY is not set
            2-splunk-hec           | `splunk.company.com` is an example; SPLUNK_HEC_TOKEN is not set
            3-s3-compliance        | `123456789012` is an example
            4-slack-webhook        | `T00000000/B00000000/XXXXXXXXXXXXXXXXXXXX` is an example
            prometheus_remote_write| PROMETHEUS_REMOTE_WRITE_URL is not set
            s3_cost_bucket         | S3_COST_BUCKET is not set
            elasticsearch_security | ELASTICSEARCH_URL is not set; ELASTICSEARCH_API_KEY is not set
            s3_compliance_bucket   | S3_COMPLIANCE_BUCKET is not set
            webhook_alerts         | WEBHOOK_ALERTS_URL is not set
            pagerduty_events       | PAGERDUTY_ROUTING_KEY is not set
            s3_compliance_standard | S3_COMPLIANCE_STANDARD_BUCKET is not set
            snowflake_audit_db     | SNOWFLAKE_ACCOUNT is not set; SNOWFLAKE_USER is not set; SNOWFLAKE_PRIVATE_KEY is not set
            splunk_hec_genops      | SPLUNK_HEC_ENDPOINT is not set; SPLUNK_HEC_TOKEN is not set
            datadog_api            | DATADOG_API_KEY is not set
            s3_archive             | S3_ARCHIVE_BUCKET is not set
            """)
    void everyShippedBlockLoadsAndSaysWhatItWaitsFor(String name, String reason) throws IOException {
        Destination destination = blocks.destination(Files.readString(SHIPPED.resolve(name + ".yaml")));
        assertThat(blocks.errors()).isEmpty();
        assertThat(destination.availability().text()).isEqualTo("not configured (" + reason + ")");
    }

    @Test
    void theExamplesContradictionIsANoteAndOnesOwnAnError() throws IOException {
        String seed = Files.readString(SHIPPED.resolve("3-s3-compliance.yaml"));
        blocks.destination(seed);
        assertThat(blocks.notes()).anyMatch(note -> note.contains("test.yaml:20") && note.contains("contradict"));
        assertThat(blocks.notes()).anyMatch(note -> note.contains("calendar years"));
        var own = new Blocks(Map.of());
        own.destination(seed.replace("abc123...", "k").replace("123456789012", "1111"));
        assertThat(own.errors())
                .singleElement()
                .asString()
                .contains("contradict")
                .contains("line 19");
    }

    @Test
    void theRoutesOfThePipelinesLoad() throws IOException {
        List.of(
                        "cost_total",
                        "tokens_total",
                        "utilization_percent",
                        "is_violation",
                        "team",
                        "project",
                        "environment",
                        "policy_name",
                        "policy_result",
                        "policy_reason",
                        "violation_severity",
                        "customer_id",
                        "compliance_framework",
                        "requires_investigation")
                .forEach(name -> blocks.field(name, Type.ANY));
        Map<String, String> routes = Map.of(
                "1-datadog", "output_format: datadog_metrics",
                "2-splunk-hec", "output_format: splunk_hec",
                "s3_cost_bucket", "compression: gzip",
                "s3_compliance_bucket", "{retention: \"7 years\", encryption: AES-256}",
                "3-s3-compliance",
                        "{compression: gzip, encryption: AES-256, versioning: enabled, object_lock: \"COMPLIANCE mode, 7 years\"}",
                "snowflake_audit_db", "table: genops_audit_trail",
                "webhook_alerts", "filter: policy_result == 'blocked'");
        for (var route : routes.entrySet()) {
            Destination destination = blocks.destination(Files.readString(SHIPPED.resolve(route.getKey() + ".yaml")));
            destination.bind(blocks.route(route.getValue()));
        }
        assertThat(blocks.errors()).isEmpty();
    }

    @Test
    void anIncidentKeyMadeOfTheTimeIsNoted() throws IOException {
        blocks.field("budget_name", Type.TEXT);
        blocks.destination(Files.readString(SHIPPED.resolve("pagerduty_events.yaml")))
                .bind(
                        blocks.route(
                                "payload_template: '{\"routing_key\": \"k\", \"dedup_key\": \"b-${budget_name}-${Date.now()}\", \"severity\": \"high\"}'"));
        assertThat(blocks.errors()).isEmpty();
        assertThat(blocks.notes())
                .anyMatch(note -> note.contains("dedup_key"))
                .anyMatch(note -> note.contains("`high`, which PagerDuty refuses"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {type: webhook, url: 'https://h/x', metod: POST}          | `metod` is not known here\\n    Did you mean `method`?
            {type: webhook, url: 'https://h/x', method: GET}          | `method` is `GET`, which is unknown
            {type: webhook, url: 'ftp://h/x'}                         | `url` is not an http or https address
            {type: webhook}                                           | `url` is missing
            {type: webhook, url: 'https://h/x', max_retries: many}    | `max_retries` must be a whole number from 0 to 1000, is `many`
            {type: webhook, url: 'https://h/x', flush_interval: soon} | `flush_interval` must be a duration such as `30s` or `90 days`, is `soon`
            {type: webhook, url: 'https://h/x', batch_format: array}  | `batch_format` means nothing without `batch: true`
            {type: file, path: out/}                                  | `path` must name a file, is `out/`
            {type: file, path: a.ndjson, batch_size: 9 XB}            | `batch_size` must be a size such as `10 MB`, is `9 XB`
            {type: datadog_metrics, api_key: k, metrics: {mappings: [{name: a, value: b, type: guage}]}} | `type` is `guage`, which is unknown\\n    Did you mean `gauge`?
            {type: s3, bucket: b, object_lock: 'FOREVER mode, 7 years'} | `object_lock` is `FOREVER mode, 7 years`, which is not understood
            {type: s3, bucket: b, storage_class: GLACIER_RI}          | `storage_class` is `GLACIER_RI`, which is unknown
            {type: kafka, brokers: b, topic: t, username: u}          | `username` needs `password` beside it
            {type: snowflake, account: a-b, user: u, private_key: k, database: D, schema: S} | `private_key` holds no RSA key (PKCS #8, PEM)
            """)
    void aBrokenBlockGivesOneReadableProblem(String yaml, String problem) {
        blocks.destination(yaml.replaceFirst("\\{", "{id: x, "));
        assertThat(blocks.errors()).singleElement().asString().contains(problem.replace("\\n", "\n"));
    }

    @Test
    void aRouteKeyOfAnotherTypeIsAnErrorWithTheNearestName() {
        Destination destination = blocks.destination("{id: x, type: s3, bucket: b}");
        destination.bind(blocks.route("retenton: 7 years"));
        assertThat(blocks.errors()).singleElement().asString().contains("Did you mean `retention`?");
    }

    @Test
    void batchingAndRetryBlocksLoadInsideADestination() {
        blocks.destination("""
                id: x
                type: webhook
                url: https://h/x
                batch: true
                destination_config:
                  batch_size: 500  # Increase to reduce request frequency
                  flush_interval: 30s  # Increase interval
                retry:
                  max_retries: 5
                  retry_backoff: exponential
                  max_retry_delay: 60s
                Retry Policy:
                  Max Retries: 3
                  Initial Retry Delay: 1s
                  Max Retry Delay: 30s
                  Backoff Multiplier: 2
                  Retry on Status Codes: [429, 500, 502, 503, 504]
                """);
        assertThat(blocks.errors()).isEmpty();
    }

    @Test
    void theUrlIsNotShown() {
        blocks.destination("{id: x, type: webhook, url: 'ftp://h/s3cr3t-path'}");
        assertThat(List.of(blocks.errors(), blocks.notes()).toString()).doesNotContain("s3cr3t");
    }
}
