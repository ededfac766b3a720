package ai.genops.destination.delivery;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.genops.log.DurableFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Small files that are either as before or as after, whenever the machine stops.
final class DurableFile {
    private DurableFile() {}

    /// Replaces a file's content. Durable when it returns.
    static void replace(Path file, byte[] content) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            makeFolders(folder);
        }
        put(file, content);
        syncFolder(folder);
    }

    /// Replaces a file's content in a folder that is there. Durable once the folder is synced.
    static void put(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            write(channel, ByteBuffer.wrap(content), 0);
            channel.force(true);
        }
        Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    /// Adds whole lines to a file of lines. Durable when it returns. If it fails they are taken back, as far as the
    /// disk lets it, since whoever insists adds them again.
    static void append(Path file, ByteBuffer lines) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            makeFolders(folder);
        }
        try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
            TornTail.cut(channel);
            if (channel.size() == 0) {
                // Before the first line, so that a failure leaves no line in a file whose name may be lost.
                syncFolder(folder);
            }
            long end = channel.size();
            try {
                write(channel, lines, end);
                channel.force(true);
            } catch (IOException e) {
                takeBack(channel, end, e);
                throw e;
            }
        }
    }

    private static void takeBack(FileChannel channel, long end, IOException cause) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    static void syncFolder(Path folder) throws IOException {
        DurableFolders.sync(folder);
    }

    /// Such as `dead-letter/<id>` in the data folder, each with a durable name even if an earlier attempt failed
    /// halfway.
    private static void makeFolders(Path folder) throws IOException {
        DurableFolders.createOne(Objects.requireNonNull(folder.getParent()));
        DurableFolders.createOne(folder);
    }

    private static void write(FileChannel channel, ByteBuffer rest, long at) throws IOException {
        for (long position = at; rest.hasRemaining(); ) {
            position += channel.write(rest, position);
        }
    }
}
