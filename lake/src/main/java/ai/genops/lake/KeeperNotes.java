package ai.genops.lake;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Notes of what the keeper did. Safe for concurrent use.
final class KeeperNotes {
    private final Map<String, KeeperStats.OfDataset> datasets = new TreeMap<>();
    private long rows;

    synchronized void rolled(String dataset, long moved, Instant when) {
        rows += moved;
        datasets.put(dataset, new KeeperStats.OfDataset(when, ""));
    }

    synchronized void succeeded(String dataset) {
        datasets.computeIfPresent(dataset, (_, before) -> new KeeperStats.OfDataset(before.lastRoll(), ""));
    }

    /// False if the same was noted last.
    synchronized boolean failed(String dataset, String error) {
        KeeperStats.OfDataset before = datasets.get(dataset);
        datasets.put(dataset, new KeeperStats.OfDataset(before == null ? null : before.lastRoll(), error));
        return before == null || !before.error().equals(error);
    }

    synchronized KeeperStats stats() {
        return new KeeperStats(rows, Map.copyOf(datasets));
    }
}
