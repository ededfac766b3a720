package ai.genops.destination.kafka;

import ai.genops.destination.delivery.Outcome;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.jspecify.annotations.Nullable;

/// What an answer of Kafka's client means for a message. Only what is the message's own fault refuses it; everything
/// else may pass, and the message stays in the log.
final class Failures {
    /// Between attempts with credentials that are refused: more would lock an account, not open it.
    static final Duration AUTH_PAUSE = Duration.ofMinutes(1);

    private Failures() {}

    /// @param failure null: the message is written, on as many brokers as the topic wants
    static Outcome outcome(@Nullable Exception failure, String topic) {
        return switch (failure) {
            case null -> new Outcome.Delivered();
            case RecordTooLargeException e -> new Outcome.Refused("the message is too large: " + e.getMessage());
            case InvalidRecordException e -> refused(e, topic);
            case InvalidTimestampException e -> refused(e, topic);
            case UnsupportedForMessageFormatException e -> refused(e, topic);
            case RecordBatchTooLargeException e -> new Outcome.TooLarge(text(e, topic));
            case AuthenticationException e ->
                new Outcome.Failed("the brokers refuse the credentials: " + e.getMessage(), AUTH_PAUSE);
            case AuthorizationException e ->
                new Outcome.Failed(text(e, topic) + "; allow this user to write there", AUTH_PAUSE);
            case TimeoutException e ->
                new Outcome.Failed("no broker answers, or the topic does not exist: " + text(e, topic), null);
            default -> new Outcome.Failed(text(failure, topic), null);
        };
    }

    private static Outcome refused(Exception failure, String topic) {
        return new Outcome.Refused("the topic does not take the message: " + text(failure, topic));
    }

    private static String text(Exception failure, String topic) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "no reason given");
        return "topic `" + topic + "`: " + message + " (" + failure.getClass().getSimpleName() + ")";
    }
}
