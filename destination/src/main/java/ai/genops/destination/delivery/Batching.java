package ai.genops.destination.delivery;

import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Units;
import java.time.Duration;

/// How events are put together and how much may be under way.
///
/// @param requestEvents most events in one request
/// @param batchEvents a batch is closed at the first record boundary with this many events
/// @param batchBytes or this many bytes
/// @param maxWait or when its first record has waited this long
/// @param eager whether a batch is closed as soon as a courier is free: for destinations to which fewer, larger
///     requests cost no less
/// @param couriers the most requests under way at a time; with more than one, order between them is lost, and how many
///     there are adapts to what the other side bears
public record Batching(
        int requestEvents, int batchEvents, long batchBytes, Duration maxWait, boolean eager, int couriers) {
    /// Closed batches in memory: those being sent and those that wait.
    static final int MAX_IN_FLIGHT = 4;

    static final Duration LONGEST_EMPTY_WAIT = Duration.ofSeconds(1);

    private static final Duration NO_WAIT = Duration.ofMillis(50);

    private static final long MOST_BYTES = 256_000_000;

    /// Reads `batch_size`, `flush_interval` and `concurrency`. The unit says what `batch_size` counts: without one,
    /// events; `100 MB`, bytes. The block `destination_config`, if there is one, comes before the block itself.
    public static Batching read(Section block, Batching otherwise) {
        Batching outer = own(block, otherwise);
        if (!block.has("destination_config")) {
            return outer;
        }
        Section inner = block.section("destination_config");
        Batching both = own(inner, outer);
        inner.finish();
        return both;
    }

    private static Batching own(Section block, Batching otherwise) {
        Duration wait = block.duration("flush_interval", otherwise.maxWait);
        int couriers = couriers(block, otherwise.couriers);
        String size = block.text("batch_size", "");
        if (size.isEmpty() || plain(size)) {
            int events = block.integer("batch_size", otherwise.batchEvents, 1, 1_000_000);
            int perRequest = otherwise.requestEvents == 1 || size.isEmpty() ? otherwise.requestEvents : events;
            return new Batching(perRequest, events, otherwise.batchBytes, wait, otherwise.eager, couriers);
        }
        long bytes = block.bytes("batch_size", otherwise.batchBytes);
        if (bytes < 1 || bytes > MOST_BYTES) {
            String text = "`batch_size` must be from 1 B to 256 MB, is `" + size + "`";
            block.problems().error(block.at("batch_size"), text, "");
        }
        return new Batching(otherwise.requestEvents, Integer.MAX_VALUE, bytes, wait, otherwise.eager, couriers);
    }

    /// A number, or `adaptive` for the most there may be.
    private static int couriers(Section block, int otherwise) {
        boolean adaptive = block.text("concurrency", "").equalsIgnoreCase("adaptive");
        return adaptive ? MAX_IN_FLIGHT : block.integer("concurrency", otherwise, 1, MAX_IN_FLIGHT);
    }

    private static boolean plain(String size) {
        return Units.bytes(size + " B") != null;
    }

    /// The same, for a destination that takes whole batches, one after the other.
    public Batching inOrder() {
        return new Batching(Integer.MAX_VALUE, batchEvents, batchBytes, maxWait, eager, 1);
    }

    /// The same, for what is to leave as soon as it comes, in order.
    Batching atOnce() {
        return new Batching(requestEvents, batchEvents, batchBytes, NO_WAIT, true, 1);
    }

    long maxBytesInFlight() {
        return MAX_IN_FLIGHT * batchBytes;
    }

    boolean full(Batch batch) {
        return batch.events() >= batchEvents || batch.bytes() >= batchBytes;
    }

    /// How long a batch waits: one that only moves the checkpoint not longer than a second.
    Duration wait(Batch batch) {
        return batch.events() > 0 || maxWait.compareTo(LONGEST_EMPTY_WAIT) < 0 ? maxWait : LONGEST_EMPTY_WAIT;
    }
}
