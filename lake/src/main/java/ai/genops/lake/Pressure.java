package ai.genops.lake;

/// Whether events wait for their writer. Safe for concurrent use.
final class Pressure {
    private static final long LASTS_MILLIS = 1_000;

    private volatile long feltMillis = Long.MIN_VALUE / 2;

    /// Says that they wait now.
    void felt(long nowMillis) {
        feltMillis = nowMillis;
    }

    /// Whether they waited a second ago or later.
    boolean lasts(long nowMillis) {
        return Math.abs(nowMillis - feltMillis) < LASTS_MILLIS;
    }
}
