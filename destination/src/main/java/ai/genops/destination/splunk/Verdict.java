package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Outcome.Delivered;
import ai.genops.destination.delivery.Outcome.Failed;
import ai.genops.destination.delivery.Outcome.Refused;
import ai.genops.destination.delivery.Outcome.TooLarge;
import ai.genops.destination.http.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an answer of the collector means for the body that was sent, by the code in it (Splunk: "Troubleshoot HTTP
/// Event Collector", possible error codes). Only what Splunk itself says of the events is held against them; a proxy's
/// 404, or a token that has expired, is no reason to give an event up.
sealed interface Verdict {
    String INDEX = "; nothing is wrong with the event: create its index, or permit it to the token";

    /// Splunk has the body; `ackId` is -1 if it promises no acknowledgement.
    record Taken(long ackId) implements Verdict {}

    /// The same body may be taken later.
    record Later(Failed failed) implements Verdict {}

    /// Fewer events at a time may be taken.
    record Halve(String reason) implements Verdict {}

    /// The event at `culprit` is not taken, for now (`Failed`) or for ever (`Refused`). Those before it may be
    /// in, those after it are not.
    record Culprit(int culprit, Outcome outcome) implements Verdict {}

    /// What `answer` means for a body with this many events.
    static Verdict of(Answer answer, int events) {
        HecReply reply = HecReply.read(answer.text());
        return switch (answer.usual()) {
            case TooLarge(var reason) -> new Halve(reason);
            case Delivered _ when reply.code() == 0 -> new Taken(reply.ackId());
            case Delivered _ -> later(answer, "answered without the collector's `code: 0`; is this a HEC endpoint?");
            case Failed(var reason, var after)
            when answer.status() == 401 || answer.status() == 403 ->
                new Later(new Failed(reason + " (`token`)", after));
            case Failed failed -> new Later(failed);
            default -> refused(answer, reply, events);
        };
    }

    private static Verdict refused(Answer answer, HecReply reply, int events) {
        String reason = answer.usual() instanceof Refused(var words) ? words : "";
        return switch (reply.code()) {
            case 1, 2, 3, 4, 16, 21, 22 ->
                later(answer, reason + "; nothing is wrong with the events: check the credentials (`token`)");
            case 5, 6, 12, 13, 15 -> culprit(reply.invalidEvent(), events, new Refused(reason));
            // This code alone counts from 1.
            case 7 -> culprit(reply.invalidEvent() - 1, events, new Failed(reason + INDEX, null));
            case 10, 11 -> later(answer, reason + "; this token wants acknowledgements: add `use_ack: true`");
            case 14 -> later(answer, reason + "; switch indexer acknowledgement on for this token, or `use_ack` off");
            default -> later(answer, reason);
        };
    }

    private static Verdict culprit(int index, int events, Outcome outcome) {
        if (events == 1) {
            return new Culprit(0, outcome);
        }
        if (index >= 0 && index < events) {
            return new Culprit(index, outcome);
        }
        return switch (outcome) {
            case Failed failed -> new Later(failed);
            default -> new Halve(((Refused) outcome).reason());
        };
    }

    private static Verdict later(Answer answer, String reason) {
        return new Later(new Failed(reason.isBlank() ? "HTTP " + answer.status() : reason, retryAfter(answer)));
    }

    private static @Nullable Duration retryAfter(Answer answer) {
        return answer.usual() instanceof Failed failed ? failed.retryAfter() : null;
    }
}
