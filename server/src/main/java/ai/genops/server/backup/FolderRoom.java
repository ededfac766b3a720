package ai.genops.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder. Who writes has the lock of its file `lock`, which the system gives back when the process ends.
final class FolderRoom implements Room {
    private static final String PART = ".part";

    private final Path folder;
    private final @Nullable FileChannel lock;

    private FolderRoom(Path folder, @Nullable FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// To read what is there.
    static FolderRoom reading(Path folder) {
        return new FolderRoom(folder, null);
    }

    /// To write, for nobody else meanwhile. The folder is made if it is not there.
    ///
    /// @throws BackupException if somebody else has it
    static FolderRoom writing(Path folder) throws IOException {
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
                return new FolderRoom(folder, lock);
            }
        } catch (OverlappingFileLockException e) {
            // Another one of this process.
        }
        lock.close();
        throw new BackupException("another backup is at work in " + folder);
    }

    @Override
    public List<String> names(String below) throws IOException {
        Path start = folder.resolve(below);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public Path part() throws IOException {
        return Files.createTempFile(folder.resolve("objects"), "", PART);
    }

    @Override
    public void keep(Path part, String name) throws IOException {
        Path file = folder.resolve(name);
        Path within = file.resolveSibling("");
        Files.createDirectories(within);
        force(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        force(within);
        force(within.resolveSibling(""));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    public void requireOurs() {
        // The system keeps others out.
    }

    /// A file's bytes, or a folder's names, to the disk.
    private static void force(Path path) throws IOException {
        var how = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
