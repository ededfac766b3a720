package ai.genops.source.receive;

import com.linecorp.armeria.common.HttpStatus;
import java.util.Locale;

/// Why a request was refused, with its HTTP status and gRPC code. Of the HTTP statuses, OTLP's clients send again
/// after 429, 502, 503 and 504 only (OTLP specification, "Retryable Response Codes"), so what a later attempt can mend
/// must be one of these.
@SuppressWarnings("ImmutableEnumChecker") // HttpStatus is immutable, and does not say so
public enum Reason {
    MALFORMED(HttpStatus.BAD_REQUEST, 3),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, 16),
    NOT_FOUND(HttpStatus.NOT_FOUND, 12),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, 12),
    TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, 8),
    UNSUPPORTED_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, 12),
    /// Too much is on its way to the disk.
    BUSY(HttpStatus.TOO_MANY_REQUESTS, 14),
    /// The tenant is over its limits, or one too many.
    TENANT_LIMIT(HttpStatus.TOO_MANY_REQUESTS, 14),
    /// The address sends too many requests.
    ADDRESS_LIMIT(HttpStatus.TOO_MANY_REQUESTS, 14),
    /// The log does not take anything for the time being.
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, 14),
    /// The body, or the log's answer, took longer than a request may.
    TIMED_OUT(HttpStatus.SERVICE_UNAVAILABLE, 4),
    /// The client went away before its request was complete.
    ABORTED(HttpStatus.BAD_REQUEST, 1),
    /// A fault of ours. Not 500: clients would drop what a later attempt might save.
    INTERNAL(HttpStatus.SERVICE_UNAVAILABLE, 14);

    private final HttpStatus status;
    private final int grpcCode;
    private final String label = name().toLowerCase(Locale.ROOT);

    Reason(HttpStatus status, int grpcCode) {
        this.status = status;
        this.grpcCode = grpcCode;
    }

    /// The name in metrics: `malformed`, `too_large`, ...
    public String label() {
        return label;
    }

    HttpStatus status() {
        return status;
    }

    /// github.com/grpc/grpc/blob/master/doc/statuscodes.md
    int grpcCode() {
        return grpcCode;
    }

    /// Whether the client should send the same again.
    boolean passes() {
        return switch (this) {
            case BUSY, TENANT_LIMIT, ADDRESS_LIMIT, UNAVAILABLE, TIMED_OUT, INTERNAL -> true;
            case MALFORMED, UNAUTHENTICATED, NOT_FOUND, METHOD_NOT_ALLOWED, TOO_LARGE, UNSUPPORTED_TYPE, ABORTED ->
                false;
        };
    }
}
