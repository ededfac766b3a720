package ai.genops.lake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What goes into the lake in one transaction: rows by dataset, new field names, and how far in the log they reach.
/// Filled by the feeding thread, then handed to the writing one.
final class Batch {
    final Map<Dataset, Rows> rows = new LinkedHashMap<>();
    final Map<Dataset, List<String>> names = new LinkedHashMap<>();
    /// Every record before it is in this batch or an earlier one.
    long next;
    /// Events that were written to it, whatever became of them.
    long events;
    /// Of these: longer than a row may be.
    long oversized;
    private long rowCount;
    private long bytes;

    Batch(long next) {
        this.next = next;
    }

    Rows of(Dataset dataset) {
        return rows.computeIfAbsent(dataset, _ -> new Rows());
    }

    /// Counts the row that was added last.
    void added(Rows to) {
        rowCount++;
        bytes += to.lastRowBytes();
    }

    void collectNames(Dataset dataset) {
        List<String> fresh = dataset.names().takeFresh();
        if (!fresh.isEmpty()) {
            names.computeIfAbsent(dataset, _ -> new ArrayList<>()).addAll(fresh);
        }
    }

    long rowCount() {
        return rowCount;
    }

    long bytes() {
        return bytes;
    }
}
