package ai.genops.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads backups. Every byte is checked against the sum that it was stored under.
public final class Restore {
    private static final String SUFFIX = ".restoring";

    private Restore() {}

    /// A backup that was read.
    public record Read(String id, int files, long bytes) {}

    /// The backups in a folder, the oldest first.
    ///
    /// @throws BackupException if it has none
    public static List<String> list(Path from) {
        try (Store store = existing(from)) {
            return ids(store, from);
        } catch (IOException e) {
            throw unreadable(from, e);
        }
    }

    /// Reads a backup and writes nothing.
    ///
    /// @param id empty: the newest
    /// @throws BackupException if any of it is missing or damaged
    public static Read check(Path from, String id) {
        try (Store store = existing(from)) {
            Contents contents = chosen(store, from, id);
            Set<String> read = new HashSet<>();
            for (Contents.Entry entry : contents.entries()) {
                if (read.add(entry.sha256())) {
                    store.get(entry.sha256(), OutputStream.nullOutputStream());
                }
            }
            return read(contents);
        } catch (IOException e) {
            throw unreadable(from, e);
        }
    }

    /// Restores a backup into two folders that are empty or not there. They appear when all of it is on the disk.
    ///
    /// @param id empty: the newest
    /// @throws BackupException if it cannot be; the folders are as they were then
    public static Read into(Path from, String id, Path config, Path data) {
        List<Path> wanted = List.of(config, data);
        wanted.forEach(Restore::requireEmpty);
        wanted.forEach(Restore::requireNoneBegun);
        try (Store store = existing(from)) {
            Contents contents = chosen(store, from, id);
            try {
                for (Path folder : wanted) {
                    Files.createDirectories(fresh(folder));
                }
                for (Contents.Entry entry : contents.entries()) {
                    Path folder = fresh(entry.path().startsWith("data/") ? data : config);
                    write(
                            store,
                            entry,
                            folder.resolve(entry.path().substring(entry.path().indexOf('/') + 1)));
                }
                take(config);
                take(data);
            } finally {
                for (Path folder : wanted) {
                    delete(fresh(folder));
                }
            }
            return read(contents);
        } catch (IOException e) {
            throw new BackupException("the backup in " + from + " cannot be restored: " + Backup.why(e), e);
        }
    }

    private static void write(Store store, Contents.Entry entry, Path to) throws IOException {
        Files.createDirectories(to.resolveSibling(""));
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Modes.set(to, entry.mode());
            store.get(entry.sha256(), Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static void requireEmpty(Path folder) {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                if (all.findAny().isEmpty()) {
                    return;
                }
            } catch (IOException e) {
                // A file, or nothing that one may look into.
            }
            throw new BackupException(folder + " is not an empty folder: move it away, or name another");
        }
    }

    private static void requireNoneBegun(Path folder) {
        if (Files.exists(fresh(folder))) {
            throw new BackupException(fresh(folder) + " is there, from a restore that did not end: delete it");
        }
    }

    /// Where a folder is put together.
    private static Path fresh(Path folder) {
        return folder.resolveSibling(folder.getFileName() + SUFFIX);
    }

    private static void take(Path folder) throws IOException {
        Files.deleteIfExists(folder);
        Files.move(fresh(folder), folder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static Store existing(Path from) throws IOException {
        if (!Files.isDirectory(from.resolve("backups"))) {
            throw new BackupException("there is no backup in " + from);
        }
        return Store.open(from);
    }

    private static Contents chosen(Store store, Path from, String id) throws IOException {
        List<String> ids = ids(store, from);
        if (!id.isEmpty() && !ids.contains(id)) {
            throw new BackupException(
                    "there is no backup `" + id + "` in " + from + "; there are: " + String.join(", ", ids));
        }
        Contents contents = store.read(id.isEmpty() ? ids.getLast() : id);
        contents.requireInside();
        return contents;
    }

    private static List<String> ids(Store store, Path from) throws IOException {
        List<String> ids = store.ids();
        if (ids.isEmpty()) {
            throw new BackupException("there is no backup in " + from + " that was completed");
        }
        return ids;
    }

    private static Read read(Contents contents) {
        return new Read(contents.id(), contents.entries().size(), contents.bytes());
    }

    private static BackupException unreadable(Path from, IOException e) {
        return new BackupException("the backup in " + from + " cannot be read: " + Backup.why(e), e);
    }
}
