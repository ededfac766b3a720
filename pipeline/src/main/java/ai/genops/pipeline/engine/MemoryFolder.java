package ai.genops.pipeline.engine;

import ai.genops.log.DurableFolders;
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
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps memories in a folder: one folder for each pipeline, in it a file for each offset, written beside and renamed.
/// A file is `GNMEM1`, its length and CRC32C (4 bytes each, big-endian), and what was saved.
public final class MemoryFolder implements MemoryStore {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryFolder.class);
    private static final byte[] MAGIC = "GNMEM1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = MAGIC.length + 2 * Integer.BYTES;
    private static final String ENDING = ".memory";

    private final Path folder;

    public MemoryFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized @Nullable Saved latest(String pipeline, long offset) {
        try {
            for (long saved : offsets(pipeline).headSet(offset, true).descendingSet()) {
                byte[] bytes = read(file(pipeline, saved));
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
        var head = ByteBuffer.allocate(HEAD)
                .put(MAGIC)
                .putInt(saved.bytes().length)
                .putInt(crc(saved.bytes()))
                .flip();
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var parts = new ByteBuffer[] {head, ByteBuffer.wrap(saved.bytes())};
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

    private static byte @Nullable [] read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        if (all.length >= HEAD && Arrays.equals(all, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            var head = ByteBuffer.wrap(all, MAGIC.length, 2 * Integer.BYTES);
            byte[] bytes = Arrays.copyOfRange(all, HEAD, all.length);
            if (head.getInt() == bytes.length && head.getInt() == crc(bytes)) {
                return bytes;
            }
        }
        LOG.warn("{} is damaged; using the one before", file);
        return null;
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
