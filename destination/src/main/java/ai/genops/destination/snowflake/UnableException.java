package ai.genops.destination.snowflake;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.http.Answer;
import org.jspecify.annotations.Nullable;

/// Nothing is wrong with the rows, but they cannot be delivered now. Costs no stack trace.
final class UnableException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Outcome.Failed failed;
    private final boolean stale;

    private UnableException(Outcome.Failed failed, boolean stale) {
        super(failed.reason(), null, false, false);
        this.failed = failed;
        this.stale = stale;
    }

    static UnableException because(String reason) {
        return new UnableException(new Outcome.Failed(reason, null), false);
    }

    static UnableException because(Outcome.Failed failed) {
        return new UnableException(failed, false);
    }

    /// The channel has to be opened again.
    static UnableException stale(String reason) {
        return new UnableException(new Outcome.Failed(reason, null), true);
    }

    /// An answer that is not a success.
    ///
    /// @param hint what to do about it; empty if nothing is known
    static UnableException answered(String asked, Answer answer, String hint) {
        String reason = asked + ": " + reason(answer) + (hint.isEmpty() ? "" : ". " + hint);
        var failed =
                new Outcome.Failed(reason, answer.usual() instanceof Outcome.Failed(var _, var after) ? after : null);
        return new UnableException(failed, ErrorCode.of(answer).needsReopening());
    }

    private static String reason(Answer answer) {
        return reason(answer.usual());
    }

    static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(var reason, var _) -> reason;
            case Outcome.Refused(var reason) -> reason;
            case Outcome.TooLarge(var reason) -> reason;
            case Outcome.Expired(var reason) -> reason;
            case Outcome.Delivered _, Outcome.Each _ -> "its answer is not as documented";
        };
    }

    Outcome.Failed failed() {
        return failed;
    }

    /// The same, with something added that people should know.
    Outcome.Failed failed(@Nullable String hint) {
        return hint == null ? failed : new Outcome.Failed(failed.reason() + ". " + hint, failed.retryAfter());
    }

    boolean isStale() {
        return stale;
    }
}
