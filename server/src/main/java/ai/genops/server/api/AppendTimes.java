package ai.genops.server.api;

/// When the log's records were appended, as well as looking at its end every few seconds tells. What was
/// appended before the first look counts as appended then. Bounded: the longer ago, the coarser, to some
/// percent of the age. Safe for concurrent use.
public final class AppendTimes {
    private static final int MOST = 512;

    private final long[] ends = new long[MOST];
    private final long[] millis = new long[MOST];
    private int looks;

    /// The log ends before record `next` now.
    public synchronized void note(long next, long nowMillis) {
        if (looks > 0 && ends[looks - 1] == next) {
            millis[looks - 1] = nowMillis;
            return;
        }
        if (looks == MOST) {
            forgetOne(nowMillis);
        }
        ends[looks] = next;
        millis[looks++] = nowMillis;
    }

    /// How long ago a record was appended, at most, in milliseconds.
    synchronized long ageMillis(long record, long nowMillis) {
        int low = 0;
        int high = looks - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (ends[middle] <= record) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return looks == 0 ? 0 : Math.max(0, nowMillis - millis[low]);
    }

    /// Forgets the look that is missed least: whose neighbours are closest, for its age.
    private void forgetOne(long nowMillis) {
        int least = 1;
        double leastLoss = Double.MAX_VALUE;
        for (int i = 1; i < looks - 1; i++) {
            double loss = (millis[i + 1] - millis[i - 1]) / (nowMillis - millis[i] + 1.0);
            if (loss < leastLoss) {
                leastLoss = loss;
                least = i;
            }
        }
        System.arraycopy(ends, least + 1, ends, least, looks - least - 1);
        System.arraycopy(millis, least + 1, millis, least, looks - least - 1);
        looks--;
    }
}
