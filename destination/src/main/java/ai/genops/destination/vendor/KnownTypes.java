package ai.genops.destination.vendor;

import static ai.genops.destination.vendor.RouteKey.COMPRESSION;
import static ai.genops.destination.vendor.RouteKey.OUTPUT_FORMAT;
import static ai.genops.destination.vendor.RouteKey.PAYLOAD_TEMPLATE;
import static ai.genops.destination.vendor.RouteKey.TABLE;

import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import java.util.List;
import java.util.Set;

/// The vendors that are known but not available yet.
public final class KnownTypes {
    private KnownTypes() {}

    public static List<DestinationType> all() {
        return List.of(
                new VendorType("datadog_metrics", Takes.ALL, Datadog::read, Set.of(OUTPUT_FORMAT)),
                new VendorType("prometheus_remote_write", Takes.ALL, Prometheus::read, Set.of(OUTPUT_FORMAT)),
                new VendorType("splunk_hec", Takes.SAMPLED, Splunk::read, Set.of(OUTPUT_FORMAT, PAYLOAD_TEMPLATE)),
                new VendorType("elasticsearch", Takes.SAMPLED, Elasticsearch::read, Set.of(OUTPUT_FORMAT)),
                new VendorType("snowflake", Takes.SAMPLED, Snowflake::read, Set.of(TABLE, OUTPUT_FORMAT)),
                new VendorType("pagerduty", Takes.SAMPLED, PagerDuty::read, Set.of(OUTPUT_FORMAT, PAYLOAD_TEMPLATE)),
                new VendorType("slack", Takes.SAMPLED, Slack::read, Set.of(OUTPUT_FORMAT, PAYLOAD_TEMPLATE)),
                new VendorType("email", Takes.SAMPLED, Email::read, Set.of(OUTPUT_FORMAT, PAYLOAD_TEMPLATE)),
                new VendorType("kafka", Takes.SAMPLED, Kafka::read, Set.of(OUTPUT_FORMAT, COMPRESSION)),
                new VendorType("otlp", Takes.SAMPLED, Otlp::read, Set.of(OUTPUT_FORMAT, COMPRESSION)));
    }
}
