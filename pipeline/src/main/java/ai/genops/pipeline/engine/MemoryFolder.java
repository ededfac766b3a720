package ai.genops.pipeline.engine;

import ai.genops.log.DurableFolders;
import ai.genops.log.Encryption;
import ai.genops.log.SealedFile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps memories in a folder: one folder for each pipeline, in it a file for each offset, written beside and
/// renamed. A file is `GNMEM1`, its length and CRC32C (4 bytes each, big-endian), and what was saved; `GNMEM2`,
/// if that is sealed with the log's keys, since it may be parts of events.
public final class MemoryFolder implements MemoryStore {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryFolder.class);
    private static final byte[] MAGIC = "GNMEM1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEALED = "GNMEM2".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = MAGIC.length + 2 * Integer.BYTES;
    private static final String ENDING = ".memory";

    private final Path folder;
    private final @Nullable Encryption encryption;

    /// @param encryption the log's; null: neither is encrypted
    public MemoryFolder(Path folder, @Nullable Encryption encryption) {
        this.folder = folder;
        this.encryption = encryption;
    }

    @Override
    public synchronized @Nullable Saved latest(String pipeline, long offset) {
        try {
            for (long saved : offsets(pipeline).headSet(offset, true).descendingSet()) {
                byte[] bytes = read(pipeline, saved);
                if (bytes != null) {
                    return new Saved(saved, bytes);
                }
            }
        } catch (IOException e) {
            LOG.warn("what pipeline `{}` remembers cannot be read: {}", pipeline, e.toString());
        }
        return null;
    }

    @Override
    public synchronized void save(String pipeline, Saved saved) throws IOException {
        Path own = own(pipeline);
        DurableFolders.createOne(folder);
        DurableFolders.createOne(own);
        Path fresh = own.resolve("new");
        Encryption seal = encryption != null && encryption.seals() ? encryption : null;
        byte[] stored =
                seal == null ? saved.bytes() : SealedFile.seal(seal, saved.bytes(), about(pipeline, saved.offset()));
        var head = ByteBuffer.allocate(HEAD)
                .put(seal == null ? MAGIC : SEALED)
                .putInt(stored.length)
                .putInt(crc(stored))
                .flip();
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var parts = new ByteBuffer[] {head, ByteBuffer.wrap(stored)};
            while (parts[1].hasRemaining()) {
                channel.write(parts);
            }
            channel.force(true);
        }
        Files.move(fresh, file(pipeline, saved.offset()), StandardCopyOption.ATOMIC_MOVE);
        DurableFolders.sync(own);
    }

    @Override
    public synchronized long keep(String pipeline, UnaryOperator<NavigableSet<Long>> needed) throws IOException {
        NavigableSet<Long> saved = offsets(pipeline);
        NavigableSet<Long> kept = needed.apply(saved);
        for (long offset : saved) {
            if (!kept.contains(offset)) {
                Files.deleteIfExists(file(pipeline, offset));
            }
        }
        return kept.isEmpty() ? Long.MAX_VALUE : kept.getFirst();
    }

    /// Forgets everything, in this folder alone.
    public synchronized void delete() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private NavigableSet<Long> offsets(String pipeline) throws IOException {
        try (Stream<Path> files = Files.list(own(pipeline))) {
            List<Long> found = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}\\" + ENDING))
                    .map(name -> Long.valueOf(name.substring(0, name.length() - ENDING.length())))
                    .toList();
            return new TreeSet<>(found);
        } catch (NoSuchFileException e) {
            return Collections.emptyNavigableSet();
        }
    }

    private byte @Nullable [] read(String pipeline, long offset) throws IOException {
        Path file = file(pipeline, offset);
        byte[] all = Files.readAllBytes(file);
        byte[] bytes = all.length < HEAD ? null : intact(all);
        if (bytes == null) {
            LOG.warn("{} is damaged; using the one before", file);
        } else if (begins(all, SEALED)) {
            bytes = encryption == null ? null : SealedFile.open(encryption.keys(), bytes, about(pipeline, offset));
            if (bytes == null) {
                LOG.warn("{} is encrypted with a key that the log does not have now; using the one before", file);
            }
        }
        return bytes;
    }

    private static byte @Nullable [] intact(byte[] all) {
        var head = ByteBuffer.wrap(all, MAGIC.length, 2 * Integer.BYTES);
        byte[] bytes = Arrays.copyOfRange(all, HEAD, all.length);
        boolean ours = begins(all, MAGIC) || begins(all, SEALED);
        return ours && head.getInt() == bytes.length && head.getInt() == crc(bytes) ? bytes : null;
    }

    private static boolean begins(byte[] all, byte[] magic) {
        return Arrays.equals(all, 0, magic.length, magic, 0, magic.length);
    }

    private static byte[] about(String pipeline, long offset) {
        return (offset + " " + pipeline).getBytes(StandardCharsets.UTF_8);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private Path own(String pipeline) {
        return folder.resolve(URLEncoder.encode("p-" + pipeline, StandardCharsets.UTF_8));
    }

    private Path file(String pipeline, long offset) {
        return own(pipeline).resolve("%018d%s".formatted(offset, ENDING));
    }
}
