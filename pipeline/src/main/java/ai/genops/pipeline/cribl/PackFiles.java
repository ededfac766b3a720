package ai.genops.pipeline.cribl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The files of a folder or of a packed pack (`.crbl`, `.tgz`, `.tar.gz`) by their paths, with `/` between names.
/// Bounded: a pack is small, and what is not is refused before it is held.
final class PackFiles {
    private static final int MAX_FILES = 10_000;
    private static final long MAX_BYTES = 256L << 20;

    private PackFiles() {}

    static boolean isPacked(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".crbl") || name.endsWith(".tgz") || name.endsWith(".tar.gz");
    }

    static SortedMap<String, byte[]> read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            return tar(in);
        }
    }

    private static SortedMap<String, byte[]> folder(Path folder) throws IOException {
        List<Path> paths;
        try (var walk = Files.walk(folder)) {
            paths = walk.filter(Files::isRegularFile).limit(MAX_FILES + 1L).toList();
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        long bytes = 0;
        for (Path file : paths) {
            bytes += Files.size(file);
            check(files.size() + 1, bytes);
            files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return files;
    }

    private static SortedMap<String, byte[]> tar(InputStream in) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        long bytes = 0;
        var archive = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (entry.isFile()) {
                bytes += entry.getSize();
                check(files.size() + 1, bytes);
                byte[] content = archive.readNBytes((int) entry.getSize());
                if (content.length < entry.getSize()) {
                    throw new IOException("the archive ends within a file");
                }
                put(entry.getName(), content, files);
            }
        }
        return files;
    }

    /// A path that leads out of the pack is refused: it was not written by Cribl.
    private static void put(String name, byte[] content, SortedMap<String, byte[]> files) throws IOException {
        String path = name.startsWith("./") ? name.substring(2) : name;
        if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
            throw new IOException("the archive has a file outside of itself: " + name);
        }
        files.put(path, content);
    }

    private static void check(int files, long bytes) throws IOException {
        if (files > MAX_FILES || bytes > MAX_BYTES) {
            throw new IOException("more than %,d files or %,d MB".formatted(MAX_FILES, MAX_BYTES >> 20));
        }
    }
}
