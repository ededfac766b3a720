package ai.genops.server.replay;

import ai.genops.log.Log;
import ai.genops.log.SequenceRange;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.config.Units;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Which records: those among `first` to `next` that were appended at `fromMillis` or later and before `toMillis`, in
/// milliseconds since 1970.
public record ReplayRange(long fromMillis, long toMillis, long first, long next) {
    /// Finds the range in the log.
    ///
    /// @throws ReplayException if the times are none, or what was appended then is gone
    static ReplayRange of(ReplayRequest request, Log log, Instant now) {
        Instant from = time("from", request.from(), now);
        Instant to = request.to().isBlank() ? now : time("to", request.to(), now);
        if (!from.isBefore(to)) {
            throw new ReplayException("`from` (" + from + ") must be before `to` (" + to + ")");
        }
        requireThere(from, log);
        SequenceRange records = log.between(from.toEpochMilli(), to.toEpochMilli());
        return new ReplayRange(from.toEpochMilli(), to.toEpochMilli(), records.first(), records.next());
    }

    /// The same, ending before a record.
    ReplayRange before(long end) {
        return new ReplayRange(fromMillis, toMillis, Math.min(first, end), Math.min(next, end));
    }

    /// How many records.
    public long count() {
        return next - first;
    }

    SequenceRange records() {
        return new SequenceRange(first, next);
    }

    /// Gives the events of the records that are of this range, and none of the others among them.
    Decoder within(Decoder decoder) {
        return (offset, appendMillis, payload, each) -> appendMillis < fromMillis || appendMillis >= toMillis
                ? 0
                : decoder.decode(offset, appendMillis, payload, each);
    }

    private static void requireThere(Instant from, Log log) {
        long oldest = log.oldestSequence();
        if (oldest > 0 && from.toEpochMilli() < log.oldestMillis()) {
            String there = oldest == log.nextSequence()
                    ? "the log holds nothing"
                    : "still there is what came from " + Instant.ofEpochMilli(log.oldestMillis()) + " on (record "
                            + oldest + " to " + (log.nextSequence() - 1) + ")";
            throw new ReplayException("what came before that is no longer in the log; " + there
                    + ". How long it is kept, `log.max_size` and `log.max_age` say");
        }
    }

    private static Instant time(String key, String text, Instant now) {
        String wanted = text.strip();
        if (wanted.equals("now")) {
            return now;
        }
        Duration ago = wanted.startsWith("-") ? Units.duration(wanted.substring(1)) : null;
        if (ago != null) {
            return now.minus(ago);
        }
        try {
            return OffsetDateTime.parse(wanted).toInstant();
        } catch (DateTimeException e) {
            throw new ReplayException("`" + key + "` must be a time such as 2026-01-31T00:00:00Z, or how long ago, such"
                    + " as -1h or -30m, is `" + text + "`");
        }
    }
}
