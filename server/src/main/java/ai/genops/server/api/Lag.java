package ai.genops.server.api;

import ai.genops.log.LogStats;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.engine.FeedStats;
import java.util.Objects;

/// How far a destination is behind the log's end.
///
/// @param records of the log that it has not delivered
/// @param events those it was offered and has not delivered, exactly, and those in records it was not offered yet, by
///     how many events the records read so far had
/// @param bytes of the log from its checkpoint on, estimated within a segment
/// @param millis since the oldest record it has not delivered was appended: exactly while it holds an event of it,
///     else to a few seconds; what waited before the server started counts from its start then
record Lag(long records, long events, long bytes, long millis) {
    private static final Lag NONE = new Lag(0, 0, 0, 0);

    static Lag of(ServerView view, Destination destination, LogStats log) {
        long committed = destination.committed();
        long records = log.nextSequence() - committed;
        DestinationStats stats = destination.stats();
        DeliveryStats delivery = destination.deliveryStats();
        if (records <= 0) {
            return NONE;
        }
        LogStats.Consumer consumer = log.consumers().get(destination.id());
        long next = Math.max(committed, view.feeds().next(destination.id()));
        long now = view.clock().millis();
        Long oldest = delivery.oldestAppendedMillis();
        return new Lag(
                records,
                stats.pending() + unread(log.nextSequence() - next, view.feeds().stats()),
                consumer == null ? 0 : consumer.lagBytes(),
                oldest == null
                        ? view.appendTimes().ageMillis(committed, now)
                        : Math.max(0, now - Objects.requireNonNull(oldest)));
    }

    private static long unread(long records, FeedStats read) {
        double perRecord = read.records() == 0 ? 1 : (double) read.events() / read.records();
        return Math.round(Math.max(0, records) * perRecord);
    }
}
