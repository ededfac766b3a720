package ai.genops.source.receive;

import ai.genops.source.AppendRefusedException;
import com.linecorp.armeria.server.RequestTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// A request that is not taken. The message is what the client reads.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Reason reason;
    private final Duration retryAfter;

    RefusedException(Reason reason, String message) {
        this(reason, message, reason.passes() ? SOON : Duration.ZERO);
    }

    RefusedException(Reason reason, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    /// What a failure means to the client; nothing of what went wrong inside is told.
    public static RefusedException of(Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> refused;
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case AppendRefusedException refused -> ofLog(refused);
            case RequestTimeoutException _ ->
                new RefusedException(Reason.TIMED_OUT, "the request took too long; send it again");
            default -> new RefusedException(Reason.INTERNAL, "the request could not be handled; send it again");
        };
    }

    private static RefusedException ofLog(AppendRefusedException refused) {
        Reason reason = switch (refused.why()) {
            case BUSY -> Reason.BUSY;
            case FULL, UNAVAILABLE -> Reason.UNAVAILABLE;
            case TOO_LARGE -> Reason.TOO_LARGE;
        };
        return new RefusedException(reason, String.valueOf(refused.getMessage()), refused.retryAfter());
    }
}
