package ai.genops.server.backup;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A folder with backups:
/// ```
/// objects/9f/9f86d081….zst    contents of a file, Zstandard, under their SHA-256; never changed
/// backups/20260310T120000.000Z    a list of files, see Contents; appears when everything in it is on the disk
/// lock
/// ```
/// What several backups have in common is there once. A backup that is killed leaves objects that no list names, which
/// the next one uses or removes; those before it are as they were.
final class Store implements AutoCloseable {
    private static final String PART = ".part";

    private final Path folder;
    private final FileChannel lock;

    private Store(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// The store in a folder, which is made if it is not there, for nobody else meanwhile.
    ///
    /// @throws BackupException if somebody else has it
    static Store open(Path folder) throws IOException {
        for (Path path : List.of(folder, folder.resolve("objects"), folder.resolve("backups"))) {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Modes.set(path, "rwx------");
            }
        }
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new Store(folder, lock);
            }
        } catch (OverlappingFileLockException e) {
            // Another one of this process.
        }
        lock.close();
        throw new BackupException("another backup or restore is at work in " + folder);
    }

    /// The backups that are whole, the oldest first.
    List<String> ids() throws IOException {
        try (Stream<Path> lists = Files.list(folder.resolve("backups"))) {
            return lists.map(list -> String.valueOf(list.getFileName()))
                    .filter(name -> !name.endsWith(PART))
                    .sorted()
                    .toList();
        }
    }

    Contents read(String id) throws IOException {
        return Contents.parse(id, Files.readString(folder.resolve("backups").resolve(id)));
    }

    boolean has(String sha256) {
        return Files.exists(object(sha256));
    }

    /// What was stored.
    ///
    /// @param storedBytes 0 if it was there already
    record Stored(String sha256, long bytes, long storedBytes) {}

    /// Stores contents and reads them back from what was stored.
    ///
    /// @throws BackupException if they do not come back as they went in
    Stored put(InputStream contents) throws IOException {
        Path part = Files.createTempFile(folder.resolve("objects"), "", PART);
        try {
            MessageDigest digest = Sums.start();
            long bytes;
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream out = new ZstdOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1)) {
                bytes = new DigestInputStream(contents, digest).transferTo(out);
                out.flush();
            }
            String sha256 = Sums.end(digest);
            if (has(sha256)) {
                return new Stored(sha256, bytes, 0);
            }
            force(part);
            copyOut(part, sha256, OutputStream.nullOutputStream());
            Path object = object(sha256);
            Files.createDirectories(object.resolveSibling(""));
            Files.move(part, object, StandardCopyOption.ATOMIC_MOVE);
            force(object.resolveSibling(""));
            return new Stored(sha256, bytes, Files.size(object));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Gives out what is stored under a sum.
    ///
    /// @throws BackupException if it is missing or is not what was stored; something may have been written then
    void get(String sha256, OutputStream out) throws IOException {
        if (!has(sha256)) {
            throw new BackupException("the object " + sha256 + " is missing in " + folder);
        }
        copyOut(object(sha256), sha256, out);
    }

    /// Makes a backup whole, all at once.
    void commit(Contents contents) throws IOException {
        Path list = folder.resolve("backups").resolve(contents.id());
        Path part = list.resolveSibling(contents.id() + PART);
        Files.writeString(part, contents.text());
        force(part);
        force(folder.resolve("objects"));
        Files.move(part, list, StandardCopyOption.ATOMIC_MOVE);
        force(folder.resolve("backups"));
    }

    /// Removes all backups but the newest, and what no other has.
    ///
    /// @param keep how many stay; 0: all
    void prune(int keep) throws IOException {
        List<String> ids = ids();
        for (String id : ids.subList(0, keep == 0 ? 0 : Math.max(0, ids.size() - keep))) {
            Files.delete(folder.resolve("backups").resolve(id));
        }
        Set<Path> needed = new HashSet<>();
        for (String id : ids()) {
            read(id).entries().forEach(entry -> needed.add(object(entry.sha256())));
        }
        try (Stream<Path> objects = Files.walk(folder.resolve("objects"))) {
            for (Path object : objects.filter(Files::isRegularFile).toList()) {
                if (!needed.contains(object)) {
                    Files.delete(object);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private void copyOut(Path from, String sha256, OutputStream to) throws IOException {
        MessageDigest digest = Sums.start();
        try (InputStream in = new ZstdInputStream(Files.newInputStream(from))) {
            var out = new DigestOutputStream(to, digest);
            in.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw new BackupException(
                    "the object " + sha256 + " in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        if (!Sums.end(digest).equals(sha256)) {
            throw new BackupException("the object " + sha256 + " in " + folder + " is damaged: its sum is another");
        }
    }

    private Path object(String sha256) {
        return folder.resolve("objects").resolve(sha256.substring(0, 2)).resolve(sha256 + ".zst");
    }

    /// A file's bytes, or a folder's names, to the disk.
    private static void force(Path path) throws IOException {
        var how = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
