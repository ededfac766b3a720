package ai.genops.server.cli;

import ai.genops.destination.s3.BucketAddress;
import ai.genops.server.UserException;
import ai.genops.server.backup.Place;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// How S3 is reached where backups lie there, with the credentials of the environment.
final class PlaceMixin {
    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:AWS_ENDPOINT_URL_S3:-}",
            description = "Address of an S3 other than Amazon's. Default: AWS_ENDPOINT_URL_S3.")
    String endpoint = "";

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The region of the bucket. Default: that of the environment, or where the bucket is.")
    String region = "";

    /// @throws UserException if it is neither a folder nor a bucket
    Place place(String text) {
        if (BucketAddress.isValid(text)) {
            return new Place.InBucket(BucketAddress.of(text, endpoint, region));
        }
        if (text.contains("://")) {
            throw new UserException("`" + text + "` is neither a folder nor a bucket; write s3://BUCKET/PREFIX");
        }
        return new Place.Folder(Path.of(text));
    }
}
