package ai.genops.server.api;

/// When the log's records were appended, as well as looking at its end every few seconds tells. What was appended
/// before the first look counts as appended then. Bounded: the longer it is kept, the coarser. Safe for concurrent use.
public final class AppendTimes {
    private static final int MOST = 2048;

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
            halve();
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

    /// Keeps every second look.
    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            ends[i] = ends[2 * i];
            millis[i] = millis[2 * i];
        }
        looks = MOST / 2;
    }
}
