package ai.genops.governance.policy;

import java.util.Arrays;

/** The times of the newest calls, of which at most so many lie within any span of a length. Guarded by its owner. */
final class SlidingLog {
    private static final int FIRST = 16;

    private final int limit;
    private final long spanMillis;
    private long[] times;
    private int head;
    private int size;

    SlidingLog(int limit, long spanMillis) {
        this.limit = limit;
        this.spanMillis = spanMillis;
        this.times = new long[Math.min(limit, FIRST)];
    }

    /** 0: the call was counted. Else it was not, and so many milliseconds later it would be. */
    long count(long now) {
        while (size > 0 && now - times[head] >= spanMillis) {
            head = (head + 1) % times.length;
            size--;
        }
        if (size == limit) {
            return Math.max(1, times[head] + spanMillis - now);
        }
        if (size == times.length) {
            grow();
        }
        times[(head + size) % times.length] = now;
        size++;
        return 0;
    }

    boolean isIdle(long now) {
        return size == 0 || now - times[(head + size - 1) % times.length] >= spanMillis;
    }

    private void grow() {
        long[] inOrder = Arrays.copyOf(times, Math.min(limit, times.length * 2));
        for (int i = 0; i < size; i++) {
            inOrder[i] = times[(head + i) % times.length];
        }
        times = inOrder;
        head = 0;
    }
}
