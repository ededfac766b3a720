package ai.genops.destination.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files that were written before: `events.ndjson.00000001` and so on, or with `.gz`. Compressing takes a while
/// and happens on a thread of its own; it is resumed at the next start if a crash interrupts it.
final class Rotation {
    private static final Logger log = LoggerFactory.getLogger(Rotation.class);
    private static final String TEMPORARY = ".tmp";
    private static final int BUFFER = 1 << 16;
    private static final long DELETED_AT_ONCE = 4 << 20;

    private final Path path;
    private final FileSettings settings;
    private final Pattern names;

    Rotation(Path path, FileSettings settings) {
        this.path = path;
        this.settings = settings;
        names = Pattern.compile(Pattern.quote(String.valueOf(path.getFileName())) + "\\.([0-9]{8,})(\\.gz)?");
    }

    /// Sets the current file aside as the `number`-th.
    void rotate(long number) throws IOException {
        Files.move(path, numbered(number), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /// Whether the `number`-th file was set aside.
    boolean isRotated(long number) throws IOException {
        return files().stream().anyMatch(file -> number(file) == number);
    }

    long lastNumber() throws IOException {
        return files().stream().mapToLong(this::number).max().orElse(0);
    }

    /// Compresses and deletes in the background, as configured, after `previous` has ended.
    Thread tidy(@Nullable Thread previous) {
        return Thread.ofVirtual().name("tidy " + path.getFileName()).start(() -> {
            try {
                if (previous != null) {
                    previous.join();
                }
                dropOldest();
                compress();
            } catch (IOException e) {
                log.warn("older files of {} could not be tidied up: {}", path, e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized void dropOldest() throws IOException {
        List<Path> files = files();
        for (Path oldest : files.subList(0, Math.max(0, files.size() - settings.maxFiles()))) {
            deleteLittleByLittle(oldest);
        }
    }

    private synchronized void compress() throws IOException {
        if (!settings.gzip()) {
            return;
        }
        for (Path file : files()) {
            if (!file.toString().endsWith(".gz")) {
                compress(file);
            }
        }
    }

    private void compress(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".gz" + TEMPORARY);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(temporary), BUFFER)) {
            Files.copy(file, out);
        }
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(temporary, file.resolveSibling(file.getFileName() + ".gz"), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
        Files.delete(file);
    }

    /// Gives the blocks of a large file back little by little. The file system would do it in one
    /// transaction, for which every sync on it waits, the log's too: 20 ms for 100 MB. Who still reads the
    /// file loses the rest of it: only for one that is older than all that are kept, not for one just rotated.
    /// What has another name as well, as a copy made of links has, stays as it is there.
    private static void deleteLittleByLittle(Path file) throws IOException {
        try {
            if (mayHaveAnotherName(file)) {
                Files.delete(file);
            } else {
                giveBack(file);
            }
        } catch (NoSuchFileException gone) {
            log.debug("{} was deleted by somebody else", file);
        }
    }

    private static void giveBack(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Files.delete(file);
            for (long size = channel.size() - DELETED_AT_ONCE; size > 0; size -= DELETED_AT_ONCE) {
                channel.truncate(size);
            }
        } catch (AccessDeniedException readOnly) {
            Files.delete(file);
        }
    }

    private static boolean mayHaveAnotherName(Path file) throws IOException {
        try {
            return !Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS))
                    || Files.isSymbolicLink(file);
        } catch (UnsupportedOperationException e) {
            return true;
        }
    }

    /// Those that were set aside and the one being written, the oldest first.
    List<Path> all() throws IOException {
        return Stream.concat(files().stream(), Stream.of(path)).toList();
    }

    /// The oldest first.
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> number(file) > 0 && Files.isRegularFile(file))
                    .sorted((a, b) -> Long.compare(number(a), number(b)))
                    .toList();
        }
    }

    private long number(Path file) {
        var name = names.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    private Path numbered(long number) {
        return path.resolveSibling(path.getFileName() + ".%08d".formatted(number));
    }

    private Path folder() {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /// A rename lasts once its folder is synced.
    private void syncFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
