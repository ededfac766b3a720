package ai.genops.destination.s3;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// What the block of a destination `s3` says.
///
/// @param region empty: the environment's, or wherever the bucket is
/// @param endpoint of a store other than Amazon's; empty: Amazon's
/// @param pathStyle whether the bucket stands in the path of addresses instead of the host
/// @param form of its objects, unless a route says otherwise
/// @param versioning whether the bucket must keep versions
/// @param missing what is not configured, in words; empty if it can work
record S3Settings(
        Secret bucket,
        String region,
        String endpoint,
        boolean pathStyle,
        Access access,
        KeyTemplate key,
        Form form,
        boolean versioning,
        UploadSettings upload,
        HttpSettings http,
        List<String> missing) {
    static S3Settings read(Section section) {
        var block = new DestinationBlock(section);
        Secret bucket = block.required("bucket");
        Secret region = block.optional("region");
        String endpoint = section.has("endpoint") ? block.address("endpoint").value() : "";
        boolean pathStyle = section.flag("path_style", !endpoint.isEmpty());
        Access access = Access.read(block);
        return new S3Settings(
                bucket,
                region.value(),
                endpoint,
                pathStyle,
                access,
                KeyTemplate.read(section),
                Form.read(section, Encryption.read(block)),
                section.flag("versioning", false),
                UploadSettings.read(section),
                HttpSettings.read(section),
                block.missing());
    }
}
