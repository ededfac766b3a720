package ai.genops.destination.vendor;

import static ai.genops.destination.vendor.RouteKey.OUTPUT_FORMAT;
import static ai.genops.destination.vendor.RouteKey.TABLE;

import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import java.util.List;
import java.util.Set;

/// The vendors that are known but not available yet.
public final class KnownTypes {
    private KnownTypes() {}

    public static List<DestinationType> all() {
        return List.of(new VendorType("snowflake", Takes.SAMPLED, Snowflake::read, Set.of(TABLE, OUTPUT_FORMAT)));
    }
}
