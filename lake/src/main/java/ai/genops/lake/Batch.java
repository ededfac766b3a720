package ai.genops.lake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What goes into the lake in one transaction: rows by dataset, new field names, and how far in the log they reach.
/// Filled by the feeding thread, then handed to the writing one.
///
/// Of the record at [#next] and of later ones some rows may be in it or before it, and others in the next batch.
final class Batch {
    final Map<Dataset, Rows> rows = new LinkedHashMap<>();
    final Map<Dataset, List<String>> names = new LinkedHashMap<>();
    /// Every record before it is in this batch or an earlier one, whole.
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

    /// The most rows that one dataset has in it.
    int largest() {
        return rows.values().stream().mapToInt(Rows::size).max().orElse(0);
    }

    /// Takes out for the next batch what does not fill a group of `group` rows of its dataset, if another dataset has
    /// one; but what was taken out once before stays.
    Batch takeOutPartOfGroup(int group) {
        Batch rest = new Batch(next);
        if (largest() < group) {
            return rest;
        }
        rows.values().removeIf(Rows::isEmpty);
        rows.forEach((dataset, all) -> {
            int kept = all.size() < group && all.wasTakenOut() ? all.size() : all.size() / group * group;
            if (kept < all.size()) {
                next = Math.min(next, all.offset(kept));
                rest.rows.put(dataset, all.takeOut(kept));
            }
        });
        rest.rows.values().forEach(rest::count);
        events -= rest.events;
        rowCount -= rest.rowCount;
        bytes -= rest.bytes;
        return rest;
    }

    private void count(Rows added) {
        events += added.size();
        rowCount += added.size();
        bytes += added.bytes();
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
