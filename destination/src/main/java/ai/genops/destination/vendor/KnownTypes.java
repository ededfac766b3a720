package ai.genops.destination.vendor;

import static ai.genops.destination.vendor.RouteKey.TABLE;
import static ai.genops.destination.vendor.RouteKey.OUTPUT_FORMAT;
import static ai.genops.destination.vendor.RouteKey.COMPRESSION;

import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import java.util.List;
import java.util.Set;

/// The vendors that are known but not available yet.
public final class KnownTypes {
    private KnownTypes() {}

    public static List<DestinationType> all() {
        return List.of(
                new VendorType("s3", Takes.SAMPLED, S3::read, RouteKey.STORAGE),
                new VendorType("snowflake", Takes.SAMPLED, Snowflake::read, Set.of(TABLE, OUTPUT_FORMAT)),
                new VendorType("kafka", Takes.SAMPLED, Kafka::read, Set.of(OUTPUT_FORMAT, COMPRESSION)),
                new VendorType("otlp", Takes.SAMPLED, Otlp::read, Set.of(OUTPUT_FORMAT, COMPRESSION)));
    }
}
