package ai.genops.destination.s3;

import ai.genops.pipeline.config.Section;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Asks for a bucket without writing into it: whether it is there for these credentials, and as it is configured.
/// Within the block's `timeout` for each of three requests at most.
public final class BucketProbe {
    private BucketProbe() {}

    /// What is not configured, in words; empty if a bucket can be asked.
    public static List<String> missing(Section block) {
        return S3Settings.read(block).missing();
    }

    /// What is wrong, in words without secrets; empty if the bucket is as the block says.
    /// @param block one that is fully configured
    public static String problem(Section block) {
        S3Settings settings = S3Settings.read(block);
        String bucket = settings.bucket().value();
        try (S3Client store = Store.connect(settings.connection())) {
            store.headBucket(head -> head.bucket(bucket));
            return new BucketCheck(store, bucket, settings.versioning(), List.of(settings.form())).problem();
        } catch (SdkException e) {
            return Reasons.of(e, bucket);
        } catch (BucketCheck.UncheckableException | IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
