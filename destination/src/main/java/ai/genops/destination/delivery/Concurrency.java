package ai.genops.destination.delivery;

/// How many requests may be under way at a time, from 1 to a maximum, as the other side bears: additive increase,
/// multiplicative decrease. It starts at the maximum. Each success adds one request per round of as many requests as
/// are allowed; a failure, or a judgement such as 429 for a part, halves; an answer slower than usual takes a tenth.
/// What is usual is told as TCP does (RFC 6298, 2): slow is beyond the smoothed time plus four times its smoothed
/// deviation. Not safe for concurrent use.
final class Concurrency {
    private static final int LEARNING = 8;
    /// Below this a deviation is noise of the clock.
    private static final double LEAST_DEVIATION_MILLIS = 5;

    private final int most;
    private double limit;
    private long measured;
    private double smoothedMillis;
    private double deviationMillis;

    Concurrency(int most) {
        this.most = most;
        limit = most;
    }

    int limit() {
        return (int) limit;
    }

    void succeeded(long millis) {
        if (isSlow(millis)) {
            limit = Math.max(1, limit * 0.9);
        } else {
            limit = Math.min(most, limit + 1 / limit);
        }
        measure(millis);
    }

    void failed() {
        limit = Math.max(1, limit / 2);
    }

    private boolean isSlow(long millis) {
        return measured >= LEARNING && millis > smoothedMillis + 4 * Math.max(deviationMillis, LEAST_DEVIATION_MILLIS);
    }

    private void measure(long millis) {
        if (measured++ == 0) {
            smoothedMillis = millis;
            deviationMillis = millis / 2.0;
        } else {
            deviationMillis += (Math.abs(millis - smoothedMillis) - deviationMillis) / 4;
            smoothedMillis += (millis - smoothedMillis) / 8;
        }
    }
}
