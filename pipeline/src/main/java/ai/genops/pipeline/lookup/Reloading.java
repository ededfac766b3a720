package ai.genops.pipeline.lookup;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one lookup current with its file. A new file that cannot be used changes nothing; it is told once in the log,
/// counted, and not read again until it changes. One thread at a time refreshes; everybody may read the figures.
final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final LookupDefinition definition;
    private final WatchedFile file;
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Instant lastReload;
    private volatile String lastError = "";
    private Instant nextLook = Instant.MIN;

    /// Reads the file anew and puts it in the old one's place.
    interface Load {
        void run() throws IOException;
    }

    Reloading(LookupDefinition definition) throws IOException {
        this.definition = definition;
        this.file = new WatchedFile(definition.file());
    }

    void refresh(Instant now, Load load) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(definition.reloadInterval());
        try {
            if (file.changed(now)) {
                load.run();
                reloads.incrementAndGet();
                lastReload = now;
                lastError = "";
            }
        } catch (IOException e) {
            failed(LookupErrors.text(e));
        }
    }

    long reloads() {
        return reloads.get();
    }

    long failures() {
        return failures.get();
    }

    /// Null: the rows are those of the start.
    @Nullable
    Instant lastReload() {
        return lastReload;
    }

    String lastError() {
        return lastError;
    }

    private void failed(String error) {
        if (!error.equals(lastError)) {
            LOG.warn("lookup {} keeps its rows: the changed file cannot be used: {}", definition.id(), error);
            failures.incrementAndGet();
        }
        lastError = error;
    }
}
