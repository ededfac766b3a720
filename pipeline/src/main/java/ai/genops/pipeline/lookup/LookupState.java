package ai.genops.pipeline.lookup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a lookup stands with its file. Safe for concurrent use, but for [#refresh].
public sealed interface LookupState permits LookupSource, GeoSource {
    String id();

    /// Rows in use; networks of a MaxMind database.
    long rows();

    /// What it takes in memory, by its own arrays.
    long bytes();

    /// How often a changed file was taken since the start.
    long reloads();

    /// How often a changed file could not be used since the start; the rows stayed as they were.
    long failures();

    /// When a changed file was taken last; null: the rows are those of the start.
    @Nullable
    Instant lastReload();

    /// Why the file could not be used; empty if it could.
    String lastError();

    /// Reads the file again if it has changed and the interval is over. One thread at a time.
    void refresh(Instant now);
}
