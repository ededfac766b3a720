package ai.genops.pipeline.lookup.match;

import java.util.Arrays;

/// A hash table from keys to rows, by open addressing, at most half full:
///
/// ```
/// slots   row + 1 of the first row with the key whose hash leads here; 0: free
/// keys    the bytes of every row's key, one after the other; ends[row] is where each ends
/// rows    leads from a row to the next with the same key
/// ```
/// A slot costs 8 to 16 bytes a row, a key its length and 4 bytes. The hash is FNV-1a, which goes on from any prefix's
/// hash, so that all prefixes of a key are looked up in one pass over it.
final class KeyMap {
    static final long START = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private final int[] slots;
    private final byte[] keys;
    private final int[] ends;
    final Rows rows;
    private final int longest;

    KeyMap(int[] slots, byte[] keys, int[] ends, Rows rows) {
        this.slots = slots;
        this.keys = keys;
        this.ends = ends;
        this.rows = rows;
        int most = 0;
        for (int row = 0; row < ends.length; row++) {
            most = Math.max(most, ends[row] - start(ends, row));
        }
        longest = most;
    }

    static long step(long hash, byte b) {
        return (hash ^ (b & 0xFF)) * PRIME;
    }

    static long hash(byte[] bytes, int from, int to) {
        long hash = START;
        for (int i = from; i < to; i++) {
            hash = step(hash, bytes[i]);
        }
        return hash;
    }

    /// FNV's low bits alone are weak; the high ones are brought down.
    static int slot(long hash, int slots) {
        return (int) (hash ^ (hash >>> 29) ^ (hash >>> 47)) & (slots - 1);
    }

    /// The first row with the key, or -1.
    int head(byte[] key, int length, long hash) {
        int slot = slot(hash, slots.length);
        while (slots[slot] != 0) {
            int row = slots[slot] - 1;
            if (Arrays.equals(keys, start(ends, row), ends[row], key, 0, length)) {
                return row;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return -1;
    }

    /// The length of the longest key.
    int longest() {
        return longest;
    }

    int rows() {
        return ends.length;
    }

    int length(int row) {
        return ends[row] - start(ends, row);
    }

    byte at(int row, int place) {
        return keys[start(ends, row) + place];
    }

    long bytes() {
        return 4L * slots.length + keys.length + 4L * ends.length + rows.bytes();
    }

    static int start(int[] ends, int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
