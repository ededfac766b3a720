package ai.genops.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether the files of a configuration have changed. One thread.
///
/// A change is told when two looks have seen the same, so that several files that are written one after the other are
/// one change. Tables of lookups are not its affair: those follow their files by themselves.
final class ConfigWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

    private final Path folder;
    private SortedMap<String, String> known;
    private SortedMap<String, String> seen;

    ConfigWatch(Path folder) {
        this.folder = folder;
        known = seen = look();
    }

    /// Whether there is a change that has not been told.
    boolean changed() {
        SortedMap<String, String> now = look();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(known)) {
            return false;
        }
        known = now;
        return true;
    }

    /// What was just read is known.
    void read() {
        known = seen = look();
    }

    private SortedMap<String, String> look() {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(ConfigWatch::counts)::iterator) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                files.put(folder.relativize(file).toString(), attributes.size() + " " + attributes.lastModifiedTime());
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("the configuration folder changes while it is looked at: {}", e.toString());
        }
        return files;
    }

    private static boolean counts(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".conf"));
    }
}
