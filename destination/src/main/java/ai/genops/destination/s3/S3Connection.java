package ai.genops.destination.s3;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;

/// Which S3 is asked, and as whom.
///
/// @param region empty: the environment's, or wherever the bucket is
/// @param endpoint of a store other than Amazon's; empty: Amazon's
/// @param pathStyle whether the bucket stands in the path of addresses instead of the host
record S3Connection(String region, String endpoint, boolean pathStyle, Access access, HttpSettings http) {
    static S3Connection read(DestinationBlock block) {
        String region = block.optional("region").value();
        String endpoint =
                block.section().has("endpoint") ? block.address("endpoint").value() : "";
        return new S3Connection(
                region,
                endpoint,
                block.section().flag("path_style", !endpoint.isEmpty()),
                Access.read(block),
                HttpSettings.read(block.section()));
    }
}
