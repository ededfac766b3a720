package ai.genops.pipeline.cribl;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// The files of a folder or of a packed pack (`.crbl`, `.tgz`, `.tar.gz`) by their paths, with `/` between names.
/// A tar archive is read as POSIX.1-2001's `ustar`, with the long names of `pax` and GNU.
final class PackFiles {
    private static final int BLOCK = 512;
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
        String longName = "";
        long bytes = 0;
        byte[] header = in.readNBytes(BLOCK);
        while (header.length == BLOCK && header[0] != 0) {
            long size = octal(header, 124, 12);
            bytes += size;
            check(files.size() + 1, bytes);
            byte[] content = in.readNBytes((int) size);
            if (content.length < size) {
                throw new IOException("the archive ends within a file");
            }
            in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            char type = (char) header[156];
            if (type == 'x' || type == 'L') {
                longName = type == 'L' ? text(content, 0, content.length) : paxPath(content);
            } else {
                if (type == '0' || type == 0) {
                    put(longName.isEmpty() ? name(header) : longName, content, files);
                }
                longName = "";
            }
            header = in.readNBytes(BLOCK);
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

    private static String name(byte[] header) {
        String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /// Records of `length key=value\n`.
    private static String paxPath(byte[] content) {
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            int key = line.indexOf(" path=");
            if (key > 0) {
                return line.substring(key + " path=".length());
            }
        }
        return "";
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        try {
            String digits = text(header, from, length).strip();
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("is no tar archive", e);
        }
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
