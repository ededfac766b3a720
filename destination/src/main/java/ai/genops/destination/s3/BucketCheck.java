package ai.genops.destination.s3;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/// Whether a bucket is what a configuration takes it for: an audit trail that everybody believes to be locked must
/// not be found unlocked by the one who deletes it.
final class BucketCheck {
    private final S3Client store;
    private final String bucket;
    private final boolean versioning;
    private final List<Form> forms;
    private volatile boolean passed;

    /// @param forms of the objects that will be written
    BucketCheck(S3Client store, String bucket, boolean versioning, List<Form> forms) {
        this.store = store;
        this.bucket = bucket;
        this.versioning = versioning;
        this.forms = forms;
    }

    /// What is wrong, in words; empty if nothing is. Asks until it has once found all well.
    String problem() {
        if (passed) {
            return "";
        }
        String problem = forms.stream().anyMatch(form -> form.lock().on()) ? lockProblem() : "";
        if (problem.isEmpty() && versioning) {
            problem = versioningProblem();
        }
        passed = problem.isEmpty();
        return problem;
    }

    private String lockProblem() {
        boolean on = ask("s3:GetBucketObjectLockConfiguration", () -> {
            var lock =
                    store.getObjectLockConfiguration(get -> get.bucket(bucket)).objectLockConfiguration();
            return lock != null && lock.objectLockEnabled() == ObjectLockEnabled.ENABLED;
        });
        return on
                ? ""
                : "bucket `" + bucket + "` has no object lock, and `object_lock` is configured; turn it on for the"
                        + " bucket, or use one that has it";
    }

    private String versioningProblem() {
        boolean on = ask(
                "s3:GetBucketVersioning",
                () -> store.getBucketVersioning(get -> get.bucket(bucket)).status() == BucketVersioningStatus.ENABLED);
        return on
                ? ""
                : "bucket `" + bucket + "` keeps no versions, and `versioning` is configured; turn it on for the"
                        + " bucket, or remove `versioning`";
    }

    private boolean ask(String permission, Supplier<Boolean> question) {
        try {
            return question.get();
        } catch (AwsServiceException e) {
            if (Reasons.code(e).equals("ObjectLockConfigurationNotFoundError")) {
                return false;
            }
            if (e.statusCode() == 403) {
                throw new UncheckableException(
                        "bucket `" + bucket + "` cannot be checked: " + permission + " is not permitted; permit it");
            }
            throw e;
        }
    }

    /// The bucket could not be asked.
    static final class UncheckableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UncheckableException(String reason) {
            super(reason, null, false, false);
        }
    }
}
