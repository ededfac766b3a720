package ai.genops.server.backup;

import ai.genops.lake.Lake;
import ai.genops.lake.LakeException;
import ai.genops.lake.LakeSnapshot;
import ai.genops.log.Log;
import ai.genops.log.LogInspector;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes one backup. What it holds goes together although the server goes on working, by the order in which it is
/// read:
///
/// ```
/// hold the log               nothing that is in it now is given up meanwhile
/// memories                   of records before all positions
/// batches under way          which begin at positions that were committed by then
/// consumers' positions
/// everything else
/// the lake                   database and files of one transaction, with the lake's own position
/// segments of the log        reach further than all the positions above
/// configuration
/// ```
/// So what is restored is a server that was killed at the moment of the lake's transaction: the lake goes on exactly
/// there, other destinations get again what they got since their positions were read.
final class Backup {
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    /// In the data folder; what is on its way to a bucket.
    private static final String SCRATCH = "backup-parts";

    private static final List<String> READ_APART = List.of("memory", "delivery", "log", "lake", "jobs", SCRATCH);

    /// A file changed so shortly before may be changed again without its time showing it.
    private static final long UNSETTLED_MILLIS = 2_000;

    private final Source source;
    private final Scope scope;
    private final Store store;
    private final Instant now;
    private final Map<String, Contents.Entry> before;
    private final List<Contents.Entry> entries = new ArrayList<>();
    private long storedBytes;

    /// What is backed up.
    ///
    /// @param lake open for writing: its database makes the copy
    /// @param log null if no server has it open
    record Source(
            Path config, Path data, Lake lake, @Nullable Log log) {}

    private Backup(Source source, Scope scope, Store store, Instant now, Map<String, Contents.Entry> before) {
        this.source = source;
        this.scope = scope;
        this.store = store;
        this.now = now;
        this.before = before;
    }

    /// @param retention which backups stay, the new one included
    /// @throws BackupException if it cannot be made; those before it stay
    static Backups.Made make(Source source, Scope scope, Place to, Retention retention, Instant now) {
        requireElsewhere(source, to);
        Path scratch = source.data.resolve(SCRATCH);
        try (Store store = Store.writing(to, emptied(scratch))) {
            store.prune(Retention.ALL);
            List<String> ids = store.ids();
            var before = ids.isEmpty()
                    ? Map.<String, Contents.Entry>of()
                    : store.read(ids.getLast()).byPath();
            var backup = new Backup(source, scope, store, now, before);
            backup.run();
            var contents = new Contents(id(now), List.copyOf(backup.entries));
            store.commit(contents);
            store.prune(retention);
            return new Backups.Made(contents.id(), contents.entries().size(), contents.bytes(), backup.storedBytes);
        } catch (IOException e) {
            throw new BackupException("the backup cannot be written to " + to + ": " + why(e), e);
        } catch (LakeException e) {
            throw new BackupException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireElsewhere(Source source, Place to) {
        if (to instanceof Place.Folder(Path path)) {
            Path folder = path.toAbsolutePath().normalize();
            for (Path own : List.of(source.data, source.config)) {
                if (folder.startsWith(own.toAbsolutePath().normalize())) {
                    throw new BackupException("a backup in " + own + " would be lost with it: name a folder elsewhere");
                }
            }
        }
    }

    /// A backup that was killed may have left something.
    private static Path emptied(Path scratch) throws IOException {
        if (Files.isDirectory(scratch)) {
            try (Stream<Path> parts = Files.list(scratch)) {
                for (Path part : parts.toList()) {
                    Files.delete(part);
                }
            }
        }
        return scratch;
    }

    /// What a backup made now is called.
    static String id(Instant now) {
        return ID.format(now);
    }

    /// When a backup was made.
    static Instant time(String id) {
        return ID.parse(id, Instant::from);
    }

    private void run() throws IOException {
        Log log = source.log;
        if (log == null) {
            parts();
            return;
        }
        try (var _ = log.checkpoints().hold("a backup", log.oldestSequence())) {
            parts();
        }
    }

    private void parts() throws IOException {
        if (scope.has(Scope.Part.CHECKPOINTS)) {
            tree("memory");
            tree("delivery");
            positions();
        }
        if (scope.has(Scope.Part.REST)) {
            others();
        }
        if (scope.has(Scope.Part.LAKE)) {
            lake();
        }
        if (scope.has(Scope.Part.LOG)) {
            segments();
        }
        if (scope.has(Scope.Part.CONFIGURATION)) {
            configuration();
        }
    }

    private void configuration() throws IOException {
        if (scope.configuration().isEmpty()) {
            folder(source.config, source.config, "config/");
        }
        for (String name : scope.configuration()) {
            Path path = source.config.resolve(name);
            if (Files.isRegularFile(path)) {
                addIfThere(path, "config/" + name);
            } else {
                folder(source.config, path, "config/");
            }
        }
    }

    private void tree(String name) throws IOException {
        folder(source.data, source.data.resolve(name), "data/");
    }

    private void folder(Path root, Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                addIfThere(file, prefix + root.relativize(file));
            }
        }
    }

    private void positions() throws IOException {
        for (String name : List.of("checkpoints", "checkpoints.previous")) {
            addIfThere(source.data.resolve("log").resolve(name), "data/log/" + name);
        }
    }

    /// Not results of searches, which are gone at the next start anyway.
    private void others() throws IOException {
        try (Stream<Path> all = Files.list(source.data)) {
            for (Path path : all.sorted().toList()) {
                String name = String.valueOf(path.getFileName());
                if (!READ_APART.contains(name)) {
                    if (Files.isDirectory(path)) {
                        tree(name);
                    } else {
                        addIfThere(path, "data/" + name);
                    }
                }
            }
        }
    }

    private void lake() throws IOException {
        Path lake = source.data.resolve("lake");
        try (LakeSnapshot snapshot = LakeSnapshot.take(source.lake)) {
            add(snapshot.database(), "data/lake/" + ai.genops.lake.Layout.FILE);
            for (LakeSnapshot.DataFile file : snapshot.files()) {
                Contents.Entry entry = add(lake.resolve(file.path()), "data/lake/" + file.path());
                if (!entry.sha256().equals(file.sha256())) {
                    throw new BackupException("the lake's file " + file.path() + " is not what was written: its SHA-256"
                            + " is another. See `genops lake verify`; nothing was backed up");
                }
            }
        }
    }

    /// Of the newest only what stands in it now: what comes later may come while it is read.
    private void segments() throws IOException {
        Path folder = source.data.resolve("log");
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<LogInspector.SegmentInfo> segments = LogInspector.of(folder, null).segments();
        for (LogInspector.SegmentInfo segment : segments) {
            Path file = folder.resolve(segment.file());
            String path = "data/log/" + segment.file();
            if (segment.sealed()) {
                add(file, path);
            } else {
                try (InputStream in = Files.newInputStream(file)) {
                    var used = new Bounded(in, segment.usedBytes());
                    var zeros = new Bounded(Bounded.ZEROS, segment.fileBytes() - segment.usedBytes());
                    entries.add(stored(new SequenceInputStream(used, zeros), Modes.of(file), 0, path));
                }
            }
        }
        Log log = source.log;
        if (log != null
                && !segments.isEmpty()
                && log.oldestSequence() > segments.getFirst().first()) {
            throw new BackupException("the log gave up records while they were copied, after a reload or because its"
                    + " disk is full; nothing was backed up, make the backup again");
        }
    }

    private void addIfThere(Path file, String path) throws IOException {
        try {
            add(file, path);
        } catch (NoSuchFileException e) {
            // Files come and go while a server works; what belongs together is not read in this way.
        }
    }

    private Contents.Entry add(Path file, String path) throws IOException {
        long modified = Files.getLastModifiedTime(file).toMillis();
        String mode = Modes.of(file);
        Contents.Entry known = before.get(path);
        Contents.Entry entry = null;
        if (known != null
                && modified == known.modifiedMillis()
                && Files.size(file) == known.bytes()
                && store.has(known.sha256())) {
            entry = new Contents.Entry(known.sha256(), known.bytes(), mode, modified, path);
        } else {
            boolean settled = modified < now.toEpochMilli() - UNSETTLED_MILLIS;
            try (InputStream in = Files.newInputStream(file)) {
                entry = stored(in, mode, settled ? modified : 0, path);
            }
        }
        entries.add(entry);
        return entry;
    }

    private Contents.Entry stored(InputStream in, String mode, long modified, String path) throws IOException {
        if (path.lines().count() > 1) {
            throw new BackupException("the file name `" + path + "` has several lines; rename it");
        }
        Store.Stored stored = store.put(in);
        storedBytes += stored.storedBytes();
        return new Contents.Entry(stored.sha256(), stored.bytes(), mode, modified, path);
    }

    static String why(IOException e) {
        return e instanceof NoSuchFileException missing
                ? missing.getFile() + " is missing"
                : String.valueOf(e.getMessage());
    }
}
