package ai.genops.search.knowledge;

import java.util.List;
import java.util.Set;

/// The indexes that `collect` writes results into. Used by several threads.
public interface SummaryIndexes {
    SummaryIndexes NONE = new SummaryIndexes() {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public void add(List<Collected> events) {
            throw new UnsupportedOperationException("no index can be written");
        }
    };

    /// Those that searches may write. What other ways write into is theirs alone.
    Set<String> names();

    /// Adds events. They are on disk when this returns, and can be searched within a second.
    ///
    /// @throws IllegalStateException if they cannot be taken now; some may have been
    void add(List<Collected> events);
}
