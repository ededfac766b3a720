package ai.genops.destination.snowflake;

import ai.genops.destination.delivery.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rows that Snowflake took and then left out of the table, because a value does not fit its column. It counts them,
/// and says at or before which offset token the last one stands, but not which they are. Every row that may be meant
/// is refused then: some of the letters are in the table, and none is lost.
final class RowErrors {
    private static final Logger log = LoggerFactory.getLogger(RowErrors.class);

    private final Target target;
    private final String channel;

    RowErrors(Target target, String channel) {
        this.target = target;
        this.channel = channel;
    }

    /// @param before how many the channel had refused before these rows
    void judge(Rows rows, Status status, long before, Verdicts verdicts) {
        long errors = status.errors() - before;
        if (errors <= 0) {
            return;
        }
        Position bound = Position.parse(status.errorBound());
        List<Integer> suspects = IntStream.range(0, rows.count())
                .filter(verdicts::isIn)
                .filter(row -> bound == null || (rows.sameBatch(bound) && rows.place(row) <= bound.place()))
                .boxed()
                .toList();
        if (suspects.isEmpty()) {
            log.warn(
                    "Snowflake has refused {} row(s) of channel `{}` that it had taken earlier: {}",
                    errors,
                    channel,
                    status.errorMessage());
        }
        Outcome refused = new Outcome.Refused(reason(errors, suspects.size(), status.errorMessage()));
        suspects.forEach(row -> verdicts.set(row, refused));
    }

    private String reason(long errors, int suspects, String message) {
        String why = message.isEmpty() ? "without a reason" : message;
        return errors >= suspects
                ? "Snowflake refused the row: " + why
                : "Snowflake refused %d of %d rows and does not say which; the others are in %s: %s"
                        .formatted(errors, suspects, target.shown(), why);
    }
}
