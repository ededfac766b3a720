package ai.genops.destination.s3;

import ai.genops.destination.settings.DestinationBlock;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.util.List;

/// What the block of a destination `s3` says.
///
/// @param form of its objects, unless a route says otherwise
/// @param versioning whether the bucket must keep versions
/// @param missing what is not configured, in words; empty if it can work
record S3Settings(
        Secret bucket,
        S3Connection connection,
        KeyTemplate key,
        Form form,
        boolean versioning,
        UploadSettings upload,
        List<String> missing) {
    static S3Settings read(Section section) {
        var block = new DestinationBlock(section);
        Secret bucket = block.required("bucket");
        S3Connection connection = S3Connection.read(block);
        return new S3Settings(
                bucket,
                connection,
                KeyTemplate.read(section),
                Form.read(section, Encryption.read(block)),
                section.flag("versioning", false),
                UploadSettings.read(section),
                block.missing());
    }
}
