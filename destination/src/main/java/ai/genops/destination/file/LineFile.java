package ai.genops.destination.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.TornTail;
import ai.genops.pipeline.DestinationRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open file and the record of its length. One thread at a time.
final class LineFile {
    private static final Logger log = LoggerFactory.getLogger(LineFile.class);
    /// Small enough to stay in a core's cache between being filled and being written.
    private static final int WRITE_BYTES = 1 << 17;
    private static final Duration LONGEST_TIDY = Duration.ofSeconds(3);

    private final Path path;
    private final FileSettings settings;
    private final FileChannel positions;
    private final InstantSource clock;
    private final Rotation rotation;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(WRITE_BYTES);
    private Position position = new Position(0, -1, -1, 1, 0, 0);
    private @Nullable FileChannel file;
    private String identity = "";
    private @Nullable Thread tidying;

    LineFile(Path path, FileSettings settings, FileChannel positions, InstantSource clock) {
        this.path = path;
        this.settings = settings;
        this.positions = positions;
        this.clock = clock;
        rotation = new Rotation(path, settings);
    }

    /// Brings the file to its recorded length; returns the first log record that is not in it.
    long recover(DestinationRuntime.Checkpoint saved) throws IOException {
        long checkpoint = saved.load();
        Position recorded = Position.read(positions);
        if (recorded == null) {
            adopt(open());
        } else {
            position = recorded;
            resume();
        }
        tidying = rotation.tidy(tidying);
        if (recorded == null || recorded.first() != checkpoint || recorded.next() <= checkpoint) {
            return checkpoint;
        }
        saved.save(recorded.next());
        return recorded.next();
    }

    void append(Request request) throws IOException {
        inPlace();
        FileChannel current = rotateIfDue();
        long length = position.length();
        ByteBuffer body = request.body();
        while (body.hasRemaining()) {
            length += writeChunk(current, body, length);
        }
        current.force(false);
        Position next = new Position(
                position.serial() + 1,
                request.firstOffset(),
                request.nextOffset(),
                position.number(),
                length,
                position.length() == 0 ? clock.millis() : position.begunMillis());
        next.write(positions);
        position = next;
    }

    /// Two at work on one file would spoil it, so the next to open it waits for this one; what takes longer is done
    /// after the next start.
    private static void awaitTidy(Thread tidying) {
        try {
            if (!tidying.join(LONGEST_TIDY)) {
                tidying.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() throws IOException {
        try {
            if (tidying != null) {
                awaitTidy(tidying);
            }
            if (file != null) {
                file.close();
            }
        } finally {
            positions.close();
        }
    }

    private int writeChunk(FileChannel current, ByteBuffer body, long at) throws IOException {
        int size = Math.min(chunk.capacity(), body.remaining());
        chunk.clear().put(body.slice(body.position(), size)).flip();
        while (chunk.hasRemaining()) {
            current.write(chunk, at + chunk.position());
        }
        body.position(body.position() + size);
        return size;
    }

    /// Sees to it that the open file is the one at the path and ends where it should: somebody may have moved, deleted,
    /// replaced or emptied it, and what is written into a deleted file is lost.
    private void inPlace() throws IOException {
        FileChannel current = Objects.requireNonNull(file);
        if (current.isOpen() && identity.equals(identity(path))) {
            cutBack(current);
            return;
        }
        current.close();
        resume();
    }

    /// Opens the file and brings it to where the position says.
    private void resume() throws IOException {
        boolean rotated = rotation.isRotated(position.number());
        FileChannel current = open();
        if (rotated) {
            begin(position);
            current.truncate(0);
        } else {
            cutBack(current);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel opened = FileChannel.open(path, CREATE, READ, WRITE);
        file = opened;
        identity = identity(path);
        return opened;
    }

    private FileChannel rotateIfDue() throws IOException {
        FileChannel current = Objects.requireNonNull(file);
        if (!isDue()) {
            return current;
        }
        current.close();
        rotation.rotate(position.number());
        // Not before the fresh file is there: a folder that was gone comes back with the file before in it.
        FileChannel fresh = open();
        begin(position);
        tidying = rotation.tidy(tidying);
        return fresh;
    }

    /// What tells a file from the next of its name; empty where there is none.
    private static String identity(Path path) throws IOException {
        try {
            return String.valueOf(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private boolean isDue() {
        long age = clock.millis() - position.begunMillis();
        boolean old = !settings.maxAge().isZero() && age >= settings.maxAge().toMillis();
        return position.length() >= settings.maxBytes() || (position.length() > 0 && old);
    }

    private void begin(Position before) {
        position = new Position(before.serial(), before.first(), before.next(), before.number() + 1, 0, 0);
    }

    /// A file without a record: what is complete in it stays.
    private void adopt(FileChannel current) throws IOException {
        TornTail.cut(current);
        position = new Position(0, -1, -1, rotation.lastNumber() + 1, current.size(), clock.millis());
    }

    private void cutBack(FileChannel current) throws IOException {
        long size = current.size();
        if (size > position.length()) {
            current.truncate(position.length());
        } else if (size < position.length()) {
            log.warn(
                    "{} lost {} bytes since it was written: somebody changed it; it goes on from its end",
                    path,
                    position.length() - size);
            TornTail.cut(current);
            position = new Position(
                    position.serial(),
                    position.first(),
                    position.next(),
                    position.number(),
                    current.size(),
                    position.begunMillis());
        }
    }
}
