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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads backups. Every byte is checked against the sum that it was stored under.
public final class Restore {
    private static final String SUFFIX = ".restoring";

    private Restore() {}

    /// A backup that was read.
    public record Read(String id, int files, long bytes) {}

    /// The backups in a place, the oldest first.
    ///
    /// @throws BackupException if it has none
    public static List<String> list(Place from) {
        try (Store store = Store.reading(from)) {
            return ids(store, from);
        } catch (IOException e) {
            throw unreadable(from, e);
        }
    }

    /// Reads a backup and writes nothing.
    ///
    /// @param id empty: the newest
    /// @throws BackupException if any of it is missing or damaged
    public static Read check(Place from, String id) {
        try (Store store = Store.reading(from)) {
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

    /// Restores a backup into folders that are empty or not there. They appear when all of it is on the disk.
    ///
    /// @param id empty: the newest
    /// @param config null, only if the backup holds no configuration
    /// @param data null, only if the backup holds nothing but configuration
    /// @throws BackupException if it cannot be; the folders are as they were then
    public static Read into(Place from, String id, @Nullable Path config, @Nullable Path data) {
        Map<String, Path> wanted = new LinkedHashMap<>();
        if (config != null) {
            wanted.put("config", config);
        }
        if (data != null) {
            wanted.put("data", data);
        }
        wanted.values().forEach(Restore::requireEmpty);
        wanted.values().forEach(Restore::requireNoneBegun);
        try (Store store = Store.reading(from)) {
            Contents contents = chosen(store, from, id);
            requireNamed(contents, wanted.keySet());
            try {
                for (Path folder : wanted.values()) {
                    Files.createDirectories(fresh(folder));
                }
                for (Contents.Entry entry : contents.entries()) {
                    Path folder = fresh(Objects.requireNonNull(wanted.get(kind(entry))));
                    write(
                            store,
                            entry,
                            folder.resolve(entry.path().substring(entry.path().indexOf('/') + 1)));
                }
                for (Path folder : wanted.values()) {
                    take(folder);
                }
            } finally {
                for (Path folder : wanted.values()) {
                    delete(fresh(folder));
                }
            }
            return read(contents);
        } catch (IOException e) {
            throw new BackupException("the backup in " + from + " cannot be restored: " + Backup.why(e), e);
        }
    }

    private static String kind(Contents.Entry entry) {
        return entry.path().substring(0, entry.path().indexOf('/'));
    }

    private static void requireNamed(Contents contents, Set<String> wanted) {
        for (Contents.Entry entry : contents.entries()) {
            if (!wanted.contains(kind(entry))) {
                throw new BackupException("the backup " + contents.id() + " holds " + entry.path()
                        + ": name a folder for it with `--" + kind(entry) + " DIR`");
            }
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

    private static Contents chosen(Store store, Place from, String id) throws IOException {
        List<String> ids = ids(store, from);
        if (!id.isEmpty() && !ids.contains(id)) {
            throw new BackupException(
                    "there is no backup `" + id + "` in " + from + "; there are: " + String.join(", ", ids));
        }
        Contents contents = store.read(id.isEmpty() ? ids.getLast() : id);
        contents.requireInside();
        return contents;
    }

    private static List<String> ids(Store store, Place from) throws IOException {
        List<String> ids = store.ids();
        if (ids.isEmpty()) {
            throw new BackupException("there is no backup in " + from);
        }
        return ids;
    }

    private static Read read(Contents contents) {
        return new Read(contents.id(), contents.entries().size(), contents.bytes());
    }

    private static BackupException unreadable(Place from, IOException e) {
        return new BackupException("the backup in " + from + " cannot be read: " + Backup.why(e), e);
    }
}
