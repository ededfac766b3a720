package ai.genops.pipeline;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import org.jspecify.annotations.Nullable;

/// Where events go: a consumer of the log with its own checkpoint. Life: made from its configuration without side
/// effects, [#bind] for each route to it, [#start], then fed by one thread at a time, [#close].
///
/// The feed offers log records in order. For each it calls the edges' `write` for the events that take them, then
/// [#passed]. A destination delivers in batches of its own, in the background, each retried until it is delivered or
/// refused for good; it then moves its checkpoint past it. After a crash the feed starts again from [#committed]:
/// what was offered and not committed is offered again.
public interface Destination extends AutoCloseable {
    String id();

    /// Its `type` in the configuration.
    String type();

    /// Whether it takes anything; but for one that awaits its secrets, never changes after it is made.
    Availability availability();

    /// Which events it receives, unless a route says otherwise.
    Takes takes();

    /// The way to write events of one route. Problems of the route's own keys go to its section's problems.
    Edge bind(Route route);

    /// Acquires what it needs; called once, when the whole configuration is known to be good.
    void start(DestinationRuntime runtime);

    /// Whether it can take another record now; never blocks. If not, the feed waits and asks again, or leaves it
    /// behind and reads the log again for it later.
    boolean ready();

    /// Room for events that another thread than the feed's writes ahead of their turn; null if it takes events from
    /// the feed's thread alone.
    default @Nullable Page page() {
        return null;
    }

    /// Every record before `nextOffset` has been offered.
    void passed(long nextOffset);

    /// The records that were not offered, before `nextOffset`, are missing from the log and never will be.
    default void skipped(long nextOffset) {
        passed(nextOffset);
    }

    /// Every record before this offset is delivered or refused for good, durably.
    long committed();

    DestinationStats stats();

    /// How its deliveries go.
    default DeliveryStats deliveryStats() {
        return DeliveryStats.NONE;
    }

    /// Sets aside the events of records before `offset` that it has not delivered, with those that are offered to it
    /// yet: they become dead letters. Returns false if it has none, and does nothing.
    default boolean setAside(long offset, String reason) {
        return false;
    }

    /// Why records that it has had must not be fed to it once more, as a sentence about it; empty if they may.
    default String refusesReplay() {
        return "";
    }

    /// Delivers what it holds, at most for a few seconds, and releases everything.
    @Override
    void close();

    /// Records' events, written beside a destination's open batch. Whoever writes and whoever hands over
    /// may be two, one after the other.
    interface Page {
        /// The record's events are all written; those of another may follow.
        void endRecord();

        /// Writes the events of the first record that has not been handed over as the destination's next: as if its
        /// edges had written them now. By the feed's thread.
        void handOver();
    }

    /// How events of one route are written.
    @FunctionalInterface
    interface Edge {
        /// Copies what it needs of the event into the open batch.
        void write(Event event);

        /// One that does the same, beside this one and others in threads of their own, but writes on a page of the same
        /// destination's; null if there can be none.
        default @Nullable Edge on(Page page) {
            return null;
        }

        /// What [#write] would send of the event, for a person to read: sends and counts nothing.
        default Preview preview(Event event) {
            var json = new JsonBuffer(1024);
            EventJson.write(event, json);
            return new Preview(json.toString(), "");
        }
    }

    /// What would be sent.
    ///
    /// @param text as it leaves, without secrets; JSON if its destination speaks JSON
    /// @param problem why the event cannot be sent and would become a dead letter; empty if it can
    record Preview(String text, String problem) {}

    /// Which events: those that sampling kept, or all.
    enum Takes {
        SAMPLED,
        ALL
    }
}
