package ai.genops.pipeline.lookup;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lookup that is kept current with its file. A new file that cannot be used changes nothing; it is told once in the
/// log, counted, and not read again until it changes. Safe for concurrent use, but for [#refresh].
public abstract sealed class FileLookup permits LookupSource, GeoSource {
    private static final Logger LOG = LoggerFactory.getLogger(FileLookup.class);

    private final LookupDefinition definition;
    private final WatchedFile file;
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Instant lastReload;
    private volatile String lastError = "";
    private Instant nextLook = Instant.MIN;

    FileLookup(LookupDefinition definition) throws IOException {
        this.definition = definition;
        this.file = new WatchedFile(definition.file());
    }

    public final LookupDefinition definition() {
        return definition;
    }

    public final String id() {
        return definition.id();
    }

    /// Rows in use; networks of a MaxMind database.
    public abstract long rows();

    /// What it takes in memory, by its own arrays.
    public abstract long bytes();

    /// Reads the file and puts what is in it in the place of what was.
    abstract void load() throws IOException;

    /// How often a changed file was taken since the start.
    public final long reloads() {
        return reloads.get();
    }

    /// How often a changed file could not be used since the start; the rows stayed as they were.
    public final long failures() {
        return failures.get();
    }

    /// When a changed file was taken last; null: the rows are those of the start.
    public final @Nullable Instant lastReload() {
        return lastReload;
    }

    /// Why the file could not be used; empty if it could.
    public final String lastError() {
        return lastError;
    }

    /// Reads the file again if it has changed and the interval is over. One thread at a time.
    public final void refresh(Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(definition.reloadInterval());
        try {
            if (file.changed(now)) {
                load();
                reloads.incrementAndGet();
                lastReload = now;
                lastError = "";
            }
        } catch (IOException e) {
            failed(LookupErrors.text(e));
        }
    }

    private void failed(String error) {
        if (!error.equals(lastError)) {
            LOG.warn("lookup {} keeps its rows: the changed file cannot be used: {}", id(), error);
            failures.incrementAndGet();
        }
        lastError = error;
    }
}
