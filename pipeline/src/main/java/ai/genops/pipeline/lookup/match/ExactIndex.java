package ai.genops.pipeline.lookup.match;

/// Rows whose key columns have exactly the values.
record ExactIndex(KeyMap map, boolean caseSensitive) implements RowIndex {
    @Override
    public int find(Query query) {
        int head = head(query);
        return head < 0 ? -1 : map.rows.pick(head, query.timeNanos());
    }

    @Override
    public void findAll(Query query) {
        int head = head(query);
        if (head >= 0) {
            map.rows.addAll(head, query);
        }
    }

    @Override
    public long bytes() {
        return map.bytes();
    }

    private int head(Query query) {
        KeyBytes key = query.key;
        key.clear(map.longest());
        for (int i = 0; i < query.size(); i++) {
            if (i > 0) {
                key.between();
            }
            query.write(i, caseSensitive);
        }
        return map.head(key.bytes, key.size, KeyMap.hash(key.bytes, 0, key.size));
    }
}
