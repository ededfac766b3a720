package ai.genops.server.backup;

import ai.genops.lake.Lake;
import ai.genops.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The backups of one server: those that its configuration asks for, in a thread of its own, and those that somebody
/// asks for. One at a time. Safe for concurrent use.
public final class Backups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final Backup.Source source;
    private final Supplier<BackupSettings> settings;
    private final InstantSource clock;
    private volatile Last last = new Last("", "");
    private @Nullable Thread thread;
    private Instant notBefore = Instant.MIN;

    /// How the last backup went.
    ///
    /// @param id empty if none was made since the start
    /// @param error of a later attempt; empty if there is none
    public record Last(String id, String error) {}

    /// A backup that was made.
    ///
    /// @param bytes of all its files
    /// @param storedBytes what it added to the folder
    public record Made(String id, int files, long bytes, long storedBytes) {}

    Backups(Backup.Source source, Supplier<BackupSettings> settings, InstantSource clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    /// Of a server at work; begins to make those that are configured.
    ///
    /// @param settings as they are at the time
    public static Backups start(
            Path config, Path data, Lake lake, Log log, Supplier<BackupSettings> settings, InstantSource clock) {
        var backups = new Backups(new Backup.Source(config, data, lake, log), settings, clock);
        backups.thread = Thread.ofPlatform().name("backup").daemon().start(backups::work);
        return backups;
    }

    /// Backs up folders that no server has open.
    ///
    /// @param keep how many backups stay; 0: all
    /// @throws BackupException if it cannot be made
    /// @throws ai.genops.lake.LakeException if a server has the folder open
    public static Made ofFolder(Path config, Path data, Path to, int keep, Instant now) {
        if (!Files.isDirectory(data.resolve("lake"))) {
            throw new BackupException("there is no data of a server in " + data + "; name its folder with --data");
        }
        try (Lake lake = Lake.in(data.resolve("lake"), Lake.Settings.DEFAULT)) {
            lake.open().await();
            return Backup.make(new Backup.Source(config, data, lake, null), to, keep, now);
        }
    }

    /// Makes a backup now.
    ///
    /// @param to null: where the configuration says
    /// @param keep how many stay in that folder; 0: all; null: as configured, or all elsewhere
    /// @throws BackupException if it cannot be made
    public synchronized Made make(@Nullable Path to, @Nullable Integer keep) {
        BackupSettings configured = settings.get();
        Path folder = to != null ? to : configured.to();
        if (folder == null) {
            throw new BackupException("say where to: the configuration has no `backup` with a folder");
        }
        int kept = keep != null ? keep : folder.equals(configured.to()) ? configured.keep() : 0;
        try {
            Made made = Backup.make(source, folder, kept, clock.instant());
            last = new Last(made.id(), "");
            return made;
        } catch (BackupException e) {
            last = new Last(last.id, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    public Last last() {
        return last;
    }

    /// Ends what is under way; the backups before it are whole.
    @Override
    public void close() {
        Thread working = thread;
        if (working != null) {
            working.interrupt();
            try {
                working.join(CLOSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                makeIfDue();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /// After a failure the next attempt comes a tenth of the time later.
    void makeIfDue() {
        BackupSettings configured = settings.get();
        Path to = configured.to();
        Instant now = clock.instant();
        if (to == null || now.isBefore(notBefore) || !isDue(to, now.minus(configured.every()))) {
            return;
        }
        try {
            make(null, null);
        } catch (RuntimeException e) {
            notBefore = now.plus(configured.every().dividedBy(10));
            LOG.error("no backup was made: {}", e.getMessage());
        }
    }

    private static boolean isDue(Path to, Instant before) {
        if (!Files.isDirectory(to.resolve("backups"))) {
            return true;
        }
        try (Store store = Store.open(to)) {
            List<String> ids = store.ids();
            return ids.isEmpty() || ids.getLast().compareTo(Backup.id(before)) <= 0;
        } catch (IOException | BackupException e) {
            return true;
        }
    }
}
