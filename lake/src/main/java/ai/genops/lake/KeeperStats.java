package ai.genops.lake;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the keeper has done since its start: rows rolled, and for each dataset when rows were rolled last, and what
/// stands in the way of its upkeep, empty: nothing.
public record KeeperStats(long rolledRows, Map<String, OfDataset> datasets) {
    public record OfDataset(@Nullable Instant lastRoll, String error) {}
}
