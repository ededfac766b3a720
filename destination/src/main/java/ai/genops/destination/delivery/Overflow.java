package ai.genops.destination.delivery;

/// Which events are dead letters because there is no more room for them in the log: those of batches that end before a
/// record. Safe for concurrent use.
final class Overflow {
    private volatile Limit limit = new Limit(0, "");

    private record Limit(long before, String reason) {}

    void setAside(long before, String reason) {
        limit = new Limit(Math.max(limit.before, before), reason);
    }

    /// Why a request is not to be sent any more; empty if it is.
    String reason(Request request) {
        Limit now = limit;
        return request.nextOffset() <= now.before ? now.reason : "";
    }
}
