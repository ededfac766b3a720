package ai.genops.pipeline.engine;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Keeps what pipelines remember, by the place in the log up to which it was remembered. Safe for concurrent use.
public interface MemoryStore {
    /// Keeps nothing: what is remembered ends with the feeds.
    MemoryStore NONE = new MemoryStore() {
        @Override
        public @Nullable Saved latest(String pipeline, long offset) {
            return null;
        }

        @Override
        public void save(String pipeline, Saved saved) {}

        @Override
        public long keep(String pipeline, UnaryOperator<NavigableSet<Long>> needed) {
            return Long.MAX_VALUE;
        }
    };

    /// What was kept last.
    ///
    /// @param offset the first record that it knows nothing of
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Saved(long offset, byte[] bytes) {}

    /// The last that was saved for a pipeline at or before `offset` and can be read; null if there is none.
    @Nullable
    Saved latest(String pipeline, long offset);

    /// Durable on return.
    void save(String pipeline, Saved saved) throws IOException;

    /// Deletes what was saved at other offsets than those `needed` chooses among all, and returns the lowest that is
    /// left; [Long#MAX_VALUE]: none.
    long keep(String pipeline, UnaryOperator<NavigableSet<Long>> needed) throws IOException;
}
