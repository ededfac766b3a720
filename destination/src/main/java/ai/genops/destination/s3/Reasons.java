package ai.genops.destination.s3;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Traffic;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the store's refusals mean. Nearly all of them concern how the store and the destination are set up, not the
/// events: so the events wait in the log until somebody has put it right.
final class Reasons {
    private static final String NOBODY =
            "nobody says as whom to ask: there is no `access_key_id`, and the environment has"
                    + " no AWS_ACCESS_KEY_ID, profile, web identity or container's role";

    private Reasons() {}

    static Outcome outcome(SdkException failure, String bucket) {
        String reason = of(failure, bucket);
        tell(failure);
        return failure instanceof AwsServiceException service && code(service).equals("EntityTooLarge")
                ? new Outcome.TooLarge(reason)
                : new Outcome.Failed(reason, retryAfter(failure));
    }

    private static void tell(SdkException failure) {
        if (failure instanceof AwsServiceException service) {
            Traffic.answered(service.statusCode());
        } else if (failure instanceof ApiCallTimeoutException || failure.getCause() instanceof SocketTimeoutException) {
            Traffic.failed(Traffic.Trouble.TIMEOUT);
        } else if (failure.getCause() instanceof ConnectException
                || failure.getCause() instanceof UnknownHostException) {
            Traffic.failed(Traffic.Trouble.CONNECT);
        } else {
            Traffic.failed(Traffic.Trouble.OTHER);
        }
    }

    static String of(SdkException failure, String bucket) {
        if (!(failure instanceof AwsServiceException service)) {
            String message = String.valueOf(failure.getMessage());
            return "S3, bucket `" + bucket + "`: "
                    + (message.startsWith("Unable to load credentials") ? NOBODY : message);
        }
        AwsErrorDetails details = service.awsErrorDetails();
        String message = details == null ? "" : String.valueOf(details.errorMessage());
        return "S3, bucket `" + bucket + "`: HTTP " + service.statusCode() + " " + code(service) + ": " + message
                + hint(service);
    }

    static String code(AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String hint(AwsServiceException failure) {
        return switch (code(failure)) {
            case "NotImplemented" ->
                " (a store that does not know `If-None-Match` needs `create_only: false`, one without SHA-256"
                        + " checksums `checksum: md5`)";
            case "AccessDenied" ->
                " (what is needed: s3:PutObject, s3:GetObject, s3:AbortMultipartUpload; for locked objects also"
                        + " s3:PutObjectRetention and s3:GetObjectRetention)";
            default -> "";
        };
    }

    private static @Nullable Duration retryAfter(SdkException failure) {
        if (!(failure instanceof AwsServiceException service) || service.awsErrorDetails() == null) {
            return null;
        }
        var response = service.awsErrorDetails().sdkHttpResponse();
        return response == null
                ? null
                : response.firstMatchingHeader("Retry-After")
                        .filter(text -> text.matches("[0-9]{1,9}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .orElse(null);
    }
}
