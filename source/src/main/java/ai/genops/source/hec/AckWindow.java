package ai.genops.source.hec;

/// The acknowledgements of one channel: ids from 0 on, each given out when its record is durable and answered true
/// once. The last 16,384 are known; an older one that nobody has asked for is answered false, as pending, expired and
/// unknown ones are. Safe for concurrent use.
final class AckWindow {
    static final int KNOWN = 1 << 14;

    private final long[] unasked = new long[KNOWN / Long.SIZE];
    private long next;

    /// The next id, acknowledged.
    synchronized long give() {
        long id = next++;
        unasked[word(id)] |= 1L << id;
        return id;
    }

    /// Whether it is acknowledged and was not asked for before.
    synchronized boolean ask(long id) {
        if (id < 0 || id >= next || id < next - KNOWN || (unasked[word(id)] & 1L << id) == 0) {
            return false;
        }
        unasked[word(id)] &= ~(1L << id);
        return true;
    }

    private static int word(long id) {
        return (int) (id % KNOWN) / Long.SIZE;
    }
}
