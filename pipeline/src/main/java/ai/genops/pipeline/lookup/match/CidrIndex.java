package ai.genops.pipeline.lookup.match;

import java.util.BitSet;

/// Rows whose key is a network that holds the value: the smallest such network that is valid. A network's key in the
/// hash table is what the columns before it have, its family, its length in bits, and its bits; each length that some
/// row has is looked up, the longest first.
final class CidrIndex implements RowIndex {
    private final KeyMap map;
    private final boolean caseSensitive;
    private final int[] lengths4;
    private final int[] lengths6;

    CidrIndex(KeyMap map, boolean caseSensitive, BitSet lengths4, BitSet lengths6) {
        this.map = map;
        this.caseSensitive = caseSensitive;
        this.lengths4 = longestFirst(lengths4);
        this.lengths6 = longestFirst(lengths6);
    }

    /// Writes a network's key behind what stands before it.
    static void write(KeyBytes key, byte[] address, int length, int bits) {
        key.put(length);
        key.put(bits);
        for (int i = 0; i < length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            key.put(address[i] & (0xFF00 >> kept));
        }
    }

    @Override
    public int find(Query query) {
        int head = smallest(query);
        return head < 0 ? -1 : map.rows.pick(head, query.timeNanos());
    }

    @Override
    public void findAll(Query query) {
        int head = smallest(query);
        if (head >= 0) {
            map.rows.addAll(head, query);
        }
    }

    @Override
    public long bytes() {
        return map.bytes() + 4L * (lengths4.length + lengths6.length);
    }

    private int smallest(Query query) {
        if (!(query.value(query.size() - 1) instanceof String text) || !query.address.read(text, 0, text.length())) {
            return -1;
        }
        Address address = query.address;
        KeyBytes key = query.key;
        key.clear(map.longest());
        for (int i = 0; i < query.size() - 1; i++) {
            query.write(i, caseSensitive);
            key.between();
        }
        int from = key.size;
        for (int bits : address.length == 4 ? lengths4 : lengths6) {
            key.size = from;
            write(key, address.bytes, address.length, bits);
            int head = map.head(key.bytes, key.size, KeyMap.hash(key.bytes, 0, key.size));
            if (head >= 0 && map.rows.pick(head, query.timeNanos()) >= 0) {
                return head;
            }
        }
        return -1;
    }

    private static int[] longestFirst(BitSet lengths) {
        int[] bits = new int[lengths.cardinality()];
        int place = bits.length;
        for (int length = lengths.nextSetBit(0); length >= 0; length = lengths.nextSetBit(length + 1)) {
            bits[--place] = length;
        }
        return bits;
    }
}
