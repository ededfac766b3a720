package ai.genops.source.hec;

import ai.genops.source.receive.Reason;
import ai.genops.source.receive.RefusedException;
import java.time.Duration;

/// A request that is not taken, or not as a whole. Made without a stack trace: clients may send many.
final class HecRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HecCode code;
    private final int event;
    private final Duration retryAfter;
    private String token = "";

    HecRefusal(HecCode code) {
        this(code, -1, Duration.ZERO);
    }

    /// @param event the event that is wrong, from 0 on
    HecRefusal(HecCode code, int event) {
        this(code, event, Duration.ZERO);
    }

    private HecRefusal(HecCode code, int event, Duration retryAfter) {
        super(code.text(), null, false, false);
        this.code = code;
        this.event = event;
        this.retryAfter = retryAfter;
    }

    HecCode code() {
        return code;
    }

    /// The answer's `invalid-event-number`, -1 for none. Splunk counts from 0, but for a wrong index from 1.
    int eventNumber() {
        return event >= 0 && code == HecCode.INCORRECT_INDEX ? event + 1 : event;
    }

    Duration retryAfter() {
        return retryAfter;
    }

    /// The name of the token that the request showed; empty if none is known.
    String token() {
        return token;
    }

    HecRefusal by(String token) {
        this.token = token;
        return this;
    }

    /// What a failure means to the client; nothing of what went wrong inside is told.
    static HecRefusal of(Throwable failure) {
        if (failure instanceof HecRefusal refusal) {
            return refusal;
        }
        if (failure.getCause() instanceof HecRefusal refusal) {
            return refusal;
        }
        RefusedException refused = RefusedException.of(failure);
        return new HecRefusal(code(refused.reason()), -1, refused.retryAfter());
    }

    private static HecCode code(Reason reason) {
        return switch (reason) {
            case MALFORMED, UNSUPPORTED_TYPE, ABORTED -> HecCode.INVALID_DATA;
            case TOO_LARGE -> HecCode.TOO_LARGE;
            case BUSY, TENANT_LIMIT, ADDRESS_LIMIT, UNAVAILABLE, TIMED_OUT -> HecCode.BUSY;
            case UNAUTHENTICATED -> HecCode.INVALID_AUTHORIZATION;
            case NOT_FOUND -> HecCode.NOT_FOUND;
            case METHOD_NOT_ALLOWED -> HecCode.METHOD_NOT_ALLOWED;
            case INTERNAL -> HecCode.INTERNAL;
        };
    }
}
