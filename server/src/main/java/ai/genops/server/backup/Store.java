package ai.genops.server.backup;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Backups in a folder or a bucket:
/// ```
/// objects/9f/9f86d081….zst    contents of a file, Zstandard, under their SHA-256; never changed
/// backups/20260310T120000.000Z    a list of files, see Contents; appears when everything in it is there for good
/// ```
/// What several backups have in common is there once. A backup that is killed leaves objects that no list names, which
/// the next one uses or removes; those before it are as they were.
final class Store implements AutoCloseable {
    private static final String BACKUPS = "backups/";
    private static final String OBJECTS = "objects/";
    private static final String PART = ".part";

    private final Room room;
    private final Set<String> objects;

    private Store(Room room, Set<String> objects) {
        this.room = room;
        this.objects = objects;
    }

    /// To read what is there.
    static Store reading(Place place) throws IOException {
        return in(place.reading());
    }

    /// To write, for nobody else meanwhile.
    ///
    /// @param scratch a folder for what is on its way elsewhere
    /// @throws BackupException if somebody else writes
    static Store writing(Place place, Path scratch) throws IOException {
        return in(place.writing(scratch));
    }

    private static Store in(Room room) throws IOException {
        try {
            return new Store(room, new HashSet<>(room.names(OBJECTS)));
        } catch (IOException | RuntimeException e) {
            room.close();
            throw e;
        }
    }

    /// The backups that are whole, the oldest first.
    List<String> ids() throws IOException {
        return room.names(BACKUPS).stream()
                .map(name -> name.substring(BACKUPS.length()))
                .filter(name -> !name.endsWith(PART))
                .toList();
    }

    Contents read(String id) throws IOException {
        try (InputStream list = room.read(BACKUPS + id)) {
            return Contents.parse(id, new String(list.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    boolean has(String sha256) {
        return objects.contains(object(sha256));
    }

    /// What was stored.
    ///
    /// @param storedBytes 0 if it was there already
    record Stored(String sha256, long bytes, long storedBytes) {}

    /// Stores contents, and reads back what is stored before it is.
    ///
    /// @throws BackupException if they do not come back as they went in
    Stored put(InputStream contents) throws IOException {
        Path part = room.part();
        try {
            MessageDigest digest = Sums.start();
            long bytes;
            try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(part), 1)) {
                bytes = new DigestInputStream(contents, digest).transferTo(out);
            }
            String sha256 = Sums.end(digest);
            if (has(sha256)) {
                return new Stored(sha256, bytes, 0);
            }
            copyOut(Files.newInputStream(part), sha256, OutputStream.nullOutputStream());
            long stored = Files.size(part);
            room.keep(part, object(sha256));
            objects.add(object(sha256));
            return new Stored(sha256, bytes, stored);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Gives out what is stored under a sum.
    ///
    /// @throws BackupException if it is missing or is not what was stored; something may have been written then
    void get(String sha256, OutputStream out) throws IOException {
        if (!has(sha256)) {
            throw new BackupException("the object " + sha256 + " is missing in " + room);
        }
        copyOut(room.read(object(sha256)), sha256, out);
    }

    /// Makes a backup whole, all at once.
    void commit(Contents contents) throws IOException {
        Path part = room.part();
        try {
            Files.writeString(part, contents.text());
            room.requireOurs();
            room.keep(part, BACKUPS + contents.id());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Removes backups that need not stay, and what no other has.
    void prune(Retention retention) throws IOException {
        room.requireOurs();
        for (String id : retention.removed(ids())) {
            room.delete(BACKUPS + id);
        }
        Set<String> needed = new HashSet<>();
        for (String id : ids()) {
            read(id).entries().forEach(entry -> needed.add(object(entry.sha256())));
        }
        for (String name : room.names(OBJECTS)) {
            if (!needed.contains(name)) {
                room.delete(name);
                objects.remove(name);
            }
        }
    }

    @Override
    public void close() throws IOException {
        room.close();
    }

    private void copyOut(InputStream from, String sha256, OutputStream to) throws IOException {
        MessageDigest digest = Sums.start();
        try (InputStream in = new ZstdInputStream(from)) {
            var out = new DigestOutputStream(to, digest);
            in.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw new BackupException("the object " + sha256 + " in " + room + " cannot be read: " + e.getMessage(), e);
        }
        if (!Sums.end(digest).equals(sha256)) {
            throw new BackupException("the object " + sha256 + " in " + room + " is damaged: its sum is another");
        }
    }

    private static String object(String sha256) {
        return OBJECTS + sha256.substring(0, 2) + "/" + sha256 + ".zst";
    }
}
