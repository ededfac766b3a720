package ai.genops.pipeline;

/// What a destination has done since its start, in events, by exclusive outcomes: each event written to it is
/// delivered, refused for good (`rejected`), too old for the other side (`expired`), or still `pending`. `bytes` and
/// `batches` count deliveries, `retries` the attempts that failed and were repeated. `lastError` is empty if the last
/// attempt succeeded.
public record DestinationStats(
        long written,
        long delivered,
        long rejected,
        long expired,
        long bytes,
        long batches,
        long retries,
        String lastError) {
    public long pending() {
        return written - delivered - rejected - expired;
    }
}
