package ai.genops.server.job;

import ai.genops.search.Result;
import java.util.List;

/// So few rows that a file is not worth it.
record RowsInMemory(List<Result.Row> rows) implements Rows {
    static final int MOST = 500;
    static final RowsInMemory NONE = new RowsInMemory(List.of());

    @Override
    public int count() {
        return rows.size();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public List<Result.Row> read(int offset, int count) {
        int from = Math.min(offset, rows.size());
        return rows.subList(from, from + Math.min(count, rows.size() - from));
    }

    @Override
    public void delete() {}
}
