package ai.genops.lake;

/// The spans a dataset got last, so that one sent again is recognised. It remembers fingerprints of 128 bits, of at
/// most `capacity` spans, the oldest forgotten first; that is 24 to 32 bytes each, taken as they are needed. One
/// thread at a time.
///
/// The fingerprints stand in a ring in the order they came; an open-addressing table of at most half its slots used
/// finds them. To forget one, the slots after it move up (Knuth, The Art of Computer Programming 3, 6.4, algorithm R),
/// so nothing is ever marked as deleted and look-ups stay short.
final class SeenSpans {
    private static final int FIRST_CAPACITY = 1024;

    private final int capacity;
    private long[] ring = {};
    /// Place in the ring + 1; 0: free.
    private int[] table = {};
    private int size;
    private int oldest;

    /// @param capacity how many spans to remember; 0: none
    SeenSpans(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    int size() {
        return size;
    }

    /// Remembers a span as one pipeline sends it; false if it is known already.
    boolean add(long traceHigh, long traceLow, long spanId, long pipeline) {
        if (capacity == 0) {
            return true;
        }
        long high = mix(traceHigh + mix(spanId ^ pipeline));
        long low = mix(traceLow ^ mix(spanId + 0x9E3779B97F4A7C15L) ^ high);
        if (size > 0 && find(high, low)) {
            return false;
        }
        if (size * 2 == ring.length && size < capacity) {
            grow();
        } else if (size == capacity) {
            forgetOldest();
        }
        put(high, low);
        return true;
    }

    /// Whether it remembers a span as one pipeline sends it.
    boolean contains(long traceHigh, long traceLow, long spanId, long pipeline) {
        long high = mix(traceHigh + mix(spanId ^ pipeline));
        return size > 0 && find(high, mix(traceLow ^ mix(spanId + 0x9E3779B97F4A7C15L) ^ high));
    }

    private boolean find(long high, long low) {
        for (int slot = home(low); table[slot] != 0; slot = next(slot)) {
            int place = (table[slot] - 1) * 2;
            if (ring[place] == high && ring[place + 1] == low) {
                return true;
            }
        }
        return false;
    }

    private void put(long high, long low) {
        int entries = ring.length / 2;
        int entry = (int) (((long) oldest + size) % entries);
        ring[entry * 2] = high;
        ring[entry * 2 + 1] = low;
        size++;
        index(entry);
    }

    private void index(int entry) {
        int slot = home(ring[entry * 2 + 1]);
        while (table[slot] != 0) {
            slot = next(slot);
        }
        table[slot] = entry + 1;
    }

    private void forgetOldest() {
        int slot = home(ring[oldest * 2 + 1]);
        while (table[slot] != oldest + 1) {
            slot = next(slot);
        }
        close(slot);
        oldest = (oldest + 1) % (ring.length / 2);
        size--;
    }

    /// Frees a slot and moves up what would otherwise no longer be found behind it.
    private void close(int free) {
        table[free] = 0;
        for (int slot = next(free); table[slot] != 0; slot = next(slot)) {
            int home = home(ring[(table[slot] - 1) * 2 + 1]);
            boolean between = free < slot ? home > free && home <= slot : home > free || home <= slot;
            if (!between) {
                table[free] = table[slot];
                table[slot] = 0;
                free = slot;
            }
        }
    }

    /// The ring is full and was never wrapped, so its entries stand from 0 in their order.
    private void grow() {
        int entries = Math.min(capacity, Math.max(FIRST_CAPACITY, size * 2));
        ring = java.util.Arrays.copyOf(ring, entries * 2);
        table = new int[Integer.highestOneBit(Math.max(1, entries - 1)) * 4];
        for (int entry = 0; entry < size; entry++) {
            index(entry);
        }
    }

    private int home(long low) {
        return (int) low & (table.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (table.length - 1);
    }

    /// The finaliser of MurmurHash3 (Appleby), as splitmix64 has it.
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
