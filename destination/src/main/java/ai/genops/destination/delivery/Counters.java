package ai.genops.destination.delivery;

import ai.genops.pipeline.DestinationStats;

/// What came of requests. Safe for concurrent use; changed per request, not per event.
final class Counters {
    private long delivered;
    private long rejected;
    private long expired;
    private long bytes;
    private long batches;
    private long retries;
    private String lastError = "";

    synchronized void delivered(Request request) {
        delivered += request.events();
        bytes += request.bytes();
        batches++;
        lastError = "";
    }

    synchronized void rejected(int events, String reason) {
        rejected += events;
        lastError = reason;
    }

    synchronized void expired(int events, String reason) {
        expired += events;
        lastError = reason;
    }

    synchronized void failed(String reason) {
        lastError = reason;
    }

    synchronized void retried() {
        retries++;
    }

    synchronized DestinationStats stats(long written) {
        return new DestinationStats(written, delivered, rejected, expired, bytes, batches, retries, lastError);
    }
}
