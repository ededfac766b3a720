package ai.genops.destination.metrics;

import ai.genops.log.DurableFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What a metric destination must remember across a crash: `metrics/<id>.state` in the data folder, replaced as a
/// whole. Format: CRC32C of the rest (4 bytes, big-endian), then the content.
public final class StateFile {
    private final Path file;

    public StateFile(Path dataFolder, String id) {
        String safe = id.replaceAll("[^A-Za-z0-9_.-]", "_");
        file = dataFolder.resolve("metrics").resolve((safe.startsWith(".") ? "_" + safe : safe) + ".state");
    }

    /// Null if nothing was ever written.
    /// @throws IOException also if what is there is damaged
    public byte @Nullable [] read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] all = Files.readAllBytes(file);
        if (all.length < Integer.BYTES || ByteBuffer.wrap(all).getInt() != checksum(all)) {
            throw new IOException(file + " is damaged. Move it away to begin anew: counters then begin at 0 again,"
                    + " and events that were sent but not yet confirmed may count twice");
        }
        return java.util.Arrays.copyOfRange(all, Integer.BYTES, all.length);
    }

    /// Durable when it returns.
    public void write(byte[] content) throws IOException {
        DurableFolders.createOne(Objects.requireNonNull(file.getParent()));
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + content.length);
        all.position(Integer.BYTES).put(content).putInt(0, checksum(all.array()));
        all.flip();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static int checksum(byte[] all) {
        var crc = new CRC32C();
        crc.update(all, Integer.BYTES, all.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
