package ai.genops.destination;

import ai.genops.destination.console.ConsoleType;
import ai.genops.destination.datadog.DatadogType;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.PatientType;
import ai.genops.destination.elasticsearch.ElasticsearchType;
import ai.genops.destination.email.EmailType;
import ai.genops.destination.file.FileType;
import ai.genops.destination.kafka.KafkaType;
import ai.genops.destination.otlp.OtlpType;
import ai.genops.destination.pagerduty.PagerDutyType;
import ai.genops.destination.prometheus.PrometheusType;
import ai.genops.destination.s3.S3Type;
import ai.genops.destination.slack.SlackType;
import ai.genops.destination.snowflake.SnowflakeType;
import ai.genops.destination.splunk.SplunkType;
import ai.genops.destination.webhook.WebhookType;
import ai.genops.pipeline.DestinationType;
import java.io.OutputStream;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/// The kinds of destinations in this module.
public final class DestinationTypes {
    private DestinationTypes() {}

    /// All of them.
    ///
    /// @param random gives numbers in [0, 1), for the jitter of retries; safe for concurrent use
    /// @param console where the destination `console` writes
    public static List<DestinationType> all(DoubleSupplier random, OutputStream console) {
        var deliveries = new Deliveries(random);
        return waiting(
                new FileType(deliveries),
                new ConsoleType(deliveries, console),
                new WebhookType(deliveries),
                new DatadogType(deliveries),
                new PrometheusType(deliveries),
                new SplunkType(deliveries),
                new ElasticsearchType(deliveries),
                new S3Type(deliveries),
                new PagerDutyType(deliveries),
                new SlackType(deliveries),
                new EmailType(deliveries),
                new KafkaType(deliveries),
                new OtlpType(deliveries),
                new SnowflakeType(deliveries));
    }

    /// Those that tell people, made to carry what the server has to say of itself.
    ///
    /// @param random as for [#all]
    public static List<DestinationType> notices(DoubleSupplier random) {
        var deliveries = Deliveries.ofNotices(random);
        return waiting(
                new PagerDutyType(deliveries),
                new SlackType(deliveries),
                new EmailType(deliveries),
                new WebhookType(deliveries));
    }

    private static List<DestinationType> waiting(DestinationType... types) {
        return Stream.of(types).<DestinationType>map(PatientType::new).toList();
    }
}
