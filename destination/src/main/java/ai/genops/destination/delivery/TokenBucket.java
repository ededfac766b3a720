package ai.genops.destination.delivery;

/// Keeps to a [RateLimit]. What takes more than the bucket holds goes when it is full, and those after it wait
/// longer. Time is given to it, in milliseconds. Not safe for concurrent use.
final class TokenBucket {
    private final RateLimit limit;
    private final double capacity;
    private double tokens;
    private long filledMillis;

    TokenBucket(RateLimit limit, long nowMillis) {
        this.limit = limit;
        capacity = Math.max(1, limit.perSecond());
        tokens = capacity;
        filledMillis = nowMillis;
    }

    /// How long a request with so many events has to wait; 0: not at all.
    long millisToWait(int events, long nowMillis) {
        fill(nowMillis);
        double lacking = Math.min(capacity, cost(events)) - tokens;
        // What rounding makes of a token that is there must not become a wait.
        return lacking <= 1e-9 ? 0 : (long) Math.ceil(lacking / limit.perSecond() * 1000);
    }

    void take(int events) {
        tokens -= cost(events);
    }

    private double cost(int events) {
        return limit.events() ? events : 1;
    }

    /// A clock that is set back fills nothing, and takes nothing.
    private void fill(long nowMillis) {
        double passed = Math.max(0, nowMillis - filledMillis) / 1000.0;
        tokens = Math.min(capacity, tokens + passed * limit.perSecond());
        filledMillis = nowMillis;
    }
}
