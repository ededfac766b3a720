package ai.genops.destination.simulation;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A disk under a page cache. It keeps what POSIX and Linux promise and nothing more:
/// - What was written and not fsynced is, after a power loss, there or not, sector by sector; a file's size too.
/// - A failed fsync leaves pages that look written, are not, and are never written again by a later fsync.
/// - A name that was made, moved or deleted is durable when its folder was fsynced; until then a power loss takes
///   back the latest changes of the folder, as many as it likes.
final class SimulatedDisk {
    static final int SECTOR = 512;

    /// What goes wrong, while it does.
    static final class Faults {
        double write;
        double read;
        double force;
        boolean full;
        double stall;
    }

    /// A file's content, in the cache and on the platter.
    static final class Content implements Node {
        private byte[] bytes = new byte[0];
        private int size;
        private int durableSize;
        /// Sectors that differ from the platter: what is there.
        private final TreeMap<Integer, byte[]> unsafe = new TreeMap<>();
        /// Those of them that no later fsync writes.
        private final TreeMap<Integer, Boolean> forgotten = new TreeMap<>();

        int size() {
            return size;
        }

        int read(int at, byte[] to, int offset, int length) {
            int count = Math.min(length, size - at);
            if (count > 0) {
                System.arraycopy(bytes, at, to, offset, count);
            }
            return count;
        }

        void write(int at, byte[] from, int offset, int length) {
            reserve(at + length);
            for (int sector = at / SECTOR; sector * SECTOR < at + length; sector++) {
                remember(sector);
                forgotten.remove(sector);
            }
            System.arraycopy(from, offset, bytes, at, length);
            size = Math.max(size, at + length);
        }

        void truncate(int to) {
            for (int sector = to / SECTOR; sector * SECTOR < size; sector++) {
                remember(sector);
            }
            if (to < size) {
                Arrays.fill(bytes, to, size, (byte) 0);
                size = to;
            }
        }

        void force() {
            unsafe.keySet().retainAll(forgotten.keySet());
            durableSize = size;
        }

        /// Some of it reaches the platter; the rest is marked as written nevertheless.
        void forceFails(Random random) {
            for (int sector : List.copyOf(unsafe.keySet())) {
                if (random.nextBoolean()) {
                    unsafe.remove(sector);
                    forgotten.remove(sector);
                } else {
                    forgotten.put(sector, true);
                }
            }
        }

        void losePower(Random random) {
            for (var sector : unsafe.entrySet()) {
                if (forgotten.containsKey(sector.getKey()) || random.nextBoolean()) {
                    int at = sector.getKey() * SECTOR;
                    reserve(at + SECTOR);
                    System.arraycopy(sector.getValue(), 0, bytes, at, SECTOR);
                }
            }
            unsafe.clear();
            forgotten.clear();
            if (size != durableSize && random.nextBoolean()) {
                size = durableSize;
                reserve(size);
                Arrays.fill(bytes, size, bytes.length, (byte) 0);
            }
            durableSize = size;
        }

        void flip(int bit) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }

        private void remember(int sector) {
            int at = sector * SECTOR;
            reserve(at + SECTOR);
            unsafe.computeIfAbsent(sector, _ -> Arrays.copyOfRange(bytes, at, at + SECTOR));
        }

        private void reserve(int length) {
            int whole = (length + SECTOR - 1) / SECTOR * SECTOR;
            if (bytes.length < whole) {
                bytes = Arrays.copyOf(bytes, Math.max(whole, Math.min(bytes.length * 2, bytes.length + (1 << 16))));
            }
        }
    }

    /// A folder's names, and the changes to them that are not on the platter.
    static final class Folder implements Node {
        private final TreeMap<String, Node> names = new TreeMap<>();
        private TreeMap<String, Node> durable = new TreeMap<>();
        private final List<TreeMap<String, Node>> changes = new ArrayList<>();

        Map<String, Node> names() {
            return names;
        }

        void changed() {
            changes.add(new TreeMap<>(names));
        }

        void force() {
            durable = new TreeMap<>(names);
            changes.clear();
        }

        void losePower(Random random) {
            int kept = random.nextInt(changes.size() + 1);
            var after = kept == 0 ? durable : changes.get(kept - 1);
            names.clear();
            names.putAll(after);
            force();
            for (var node : names.values()) {
                switch (node) {
                    case Content content -> content.losePower(random);
                    case Folder folder -> folder.losePower(random);
                }
            }
        }
    }

    sealed interface Node permits Content, Folder {}

    final Faults faults = new Faults();
    private final Folder root = new Folder();
    private final Random random;

    SimulatedDisk(Random random) {
        this.random = random;
    }

    void losePower() {
        root.losePower(random);
    }

    /// What files with such names occupy.
    long bytes(List<String> folder, String suffix) {
        return find(folder) instanceof Folder found
                ? found.names.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(suffix))
                        .mapToLong(entry -> entry.getValue() instanceof Content content ? content.size : 0)
                        .sum()
                : 0;
    }

    /// Turns over a bit of a file that is not among the last by name; false if there is none.
    boolean flip(List<String> folder, String suffix, int last, Random chance) {
        if (!(find(folder) instanceof Folder found)) {
            return false;
        }
        List<Content> files = new ArrayList<>();
        found.names.forEach((name, node) -> {
            if (name.endsWith(suffix) && node instanceof Content content && content.size > 0) {
                files.add(content);
            }
        });
        if (files.size() <= last) {
            return false;
        }
        Content chosen = files.get(chance.nextInt(files.size() - last));
        chosen.flip(chance.nextInt(chosen.size * 8));
        return true;
    }

    @Nullable
    Node find(List<String> path) {
        Node node = root;
        for (String name : path) {
            node = node instanceof Folder folder ? folder.names.get(name) : null;
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    Folder folder(List<String> path) throws IOException {
        if (find(path) instanceof Folder folder) {
            return folder;
        }
        throw new NoSuchFileException(text(path));
    }

    Content open(List<String> path, boolean create) throws IOException {
        var folder = folder(path.subList(0, path.size() - 1));
        switch (folder.names.get(path.getLast())) {
            case Content content -> {
                return content;
            }
            case Folder _ -> throw new FileSystemException(text(path), null, "is a folder");
            case null -> {
                if (!create) {
                    throw new NoSuchFileException(text(path));
                }
            }
        }
        requireRoom();
        var content = new Content();
        folder.names.put(path.getLast(), content);
        folder.changed();
        return content;
    }

    void createFolder(List<String> path) throws IOException {
        var folder = folder(path.subList(0, path.size() - 1));
        if (folder.names.containsKey(path.getLast())) {
            throw new FileAlreadyExistsException(text(path));
        }
        requireRoom();
        folder.names.put(path.getLast(), new Folder());
        folder.changed();
    }

    void delete(List<String> path) throws IOException {
        var folder = folder(path.subList(0, path.size() - 1));
        if (folder.names.remove(path.getLast()) == null) {
            throw new NoSuchFileException(text(path));
        }
        folder.changed();
    }

    /// Within one folder, replacing what is there.
    void rename(List<String> from, List<String> to) throws IOException {
        var folder = folder(from.subList(0, from.size() - 1));
        if (folder != folder(to.subList(0, to.size() - 1))) {
            throw new FileSystemException(text(from), text(to), "another folder");
        }
        var node = folder.names.remove(from.getLast());
        if (node == null) {
            throw new NoSuchFileException(text(from));
        }
        folder.names.put(to.getLast(), node);
        folder.changed();
    }

    void requireRoom() throws IOException {
        if (faults.full) {
            throw new IOException("No space left on device");
        }
    }

    /// Whether something that goes wrong so often goes wrong now.
    boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    Random random() {
        return random;
    }

    static String text(List<String> path) {
        return "/" + String.join("/", path);
    }
}
