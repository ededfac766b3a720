package ai.genops.destination.file;

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
    private static final Duration LONGEST_TIDY = Duration.ofSeconds(3);

    private final Path path;
    private final FileSettings settings;
    private final FileChannel positions;
    private final InstantSource clock;
    private final Rotation rotation;
    private final ByteBuffer buffer;
    private Position position = new Position(0, -1, -1, 1, 0, 0);
    private @Nullable DirectFile file;
    private String identity = "";
    private @Nullable Thread tidying;

    LineFile(Path path, FileSettings settings, FileChannel positions, InstantSource clock) throws IOException {
        this.path = path;
        this.settings = settings;
        this.positions = positions;
        this.clock = clock;
        rotation = new Rotation(path, settings);
        buffer = DirectFile.buffer(Objects.requireNonNull(path.getParent()));
    }

    /// Brings the file to its recorded length; returns the first log record that is not in it.
    long recover(DestinationRuntime.Checkpoint saved) throws IOException {
        long checkpoint = saved.load();
        Position recorded = Position.read(positions);
        if (recorded == null) {
            adopt(open().channel());
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
        DirectFile current = rotateIfDue();
        long length = current.write(request.body(), position.length());
        current.channel().force(false);
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

    /// Sees to it that the open file is the one at the path and ends where it should: somebody may have moved, deleted,
    /// replaced or emptied it, and what is written into a deleted file is lost.
    private void inPlace() throws IOException {
        DirectFile current = Objects.requireNonNull(file);
        if (current.channel().isOpen() && identity.equals(identity(path))) {
            cutBack(current.channel());
            return;
        }
        current.close();
        resume();
    }

    /// Opens the file and brings it to where the position says.
    private void resume() throws IOException {
        boolean rotated = rotation.isRotated(position.number());
        FileChannel current = open().channel();
        if (rotated) {
            begin(position);
            current.truncate(0);
        } else {
            cutBack(current);
        }
    }

    private DirectFile open() throws IOException {
        DirectFile opened = DirectFile.open(path, buffer);
        file = opened;
        identity = identity(path);
        return opened;
    }

    private DirectFile rotateIfDue() throws IOException {
        DirectFile current = Objects.requireNonNull(file);
        if (!isDue()) {
            return current;
        }
        current.close();
        rotation.rotate(position.number());
        // Not before the fresh file is there: a folder that was gone comes back with the file before in it.
        DirectFile fresh = open();
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
