package ai.genops.pipeline.lookup.match;

import java.util.BitSet;

/// Rows whose key begins the value: the longest that is valid. One pass over the value, and one look into the hash
/// table for each length that some row's key has.
final class PrefixIndex implements RowIndex {
    private final KeyMap map;
    private final boolean caseSensitive;
    private final BitSet lengths = new BitSet();

    PrefixIndex(KeyMap map, boolean caseSensitive) {
        this.map = map;
        this.caseSensitive = caseSensitive;
        for (int row = 0; row < map.rows(); row++) {
            lengths.set(map.length(row));
        }
    }

    @Override
    public int find(Query query) {
        int head = longest(query);
        return head < 0 ? -1 : map.rows.pick(head, query.timeNanos());
    }

    @Override
    public void findAll(Query query) {
        int head = longest(query);
        if (head >= 0) {
            map.rows.addAll(head, query);
        }
    }

    @Override
    public long bytes() {
        return map.bytes() + lengths.size() / 8;
    }

    /// The first of the rows with the longest prefix that some row valid now has.
    private int longest(Query query) {
        KeyBytes key = query.key;
        key.clear(map.longest());
        for (int i = 0; i < query.size() - 1; i++) {
            query.write(i, caseSensitive);
            key.between();
        }
        int from = key.size;
        query.write(query.size() - 1, caseSensitive);
        long hash = KeyMap.hash(key.bytes, 0, from);
        int best = -1;
        for (int length = from; length <= Math.min(key.size, map.longest()); length++) {
            if (length > from) {
                hash = KeyMap.step(hash, key.bytes[length - 1]);
            }
            int head = lengths.get(length) ? map.head(key.bytes, length, hash) : -1;
            if (head >= 0 && map.rows.pick(head, query.timeNanos()) >= 0) {
                best = head;
            }
        }
        return best;
    }
}
