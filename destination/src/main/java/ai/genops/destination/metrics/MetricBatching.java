package ai.genops.destination.metrics;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// How metric destinations cut batches: by time, since a batch becomes one point of each series, however many events
/// it has; and by bytes, so that memory is bounded. Batches go one after the other.
///
/// @param delivery what delivery is told
/// @param requestPoints most points in one request: the block's `batch_size`
public record MetricBatching(DeliverySettings delivery, int requestPoints) {
    private static final long BATCH_BYTES = 16_000_000;
    private static final int MOST_POINTS = 1000;

    /// Events whose fields are aggregated must all come: sampling would change the totals.
    public static MetricBatching read(Section block) {
        var usual = new Batching(MOST_POINTS, MOST_POINTS, BATCH_BYTES, Duration.ofSeconds(10), false, 1);
        DeliverySettings read = DeliverySettings.read(block, usual, Takes.ALL);
        Batching batching = read.batching();
        int points = batching.batchEvents() == Integer.MAX_VALUE ? MOST_POINTS : batching.batchEvents();
        var own =
                new Batching(Integer.MAX_VALUE, Integer.MAX_VALUE, batching.batchBytes(), batching.maxWait(), false, 1);
        return new MetricBatching(new DeliverySettings(own, read.retry(), read.takes()).inOrder(), points);
    }
}
