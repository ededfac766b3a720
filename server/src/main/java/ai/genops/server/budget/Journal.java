package ai.genops.server.budget;

import ai.genops.log.DurableFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lines in a file, in order. Writing is for one thread at a time; [#sync] for any number, of which one fsync serves
/// all that wait.
///
/// A line that is not whole counts as torn if nothing whole follows it: it was never answered, and is cut off. Before
/// other lines it is damage, and the file is not opened: what was spent would not be known.
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path folder;
    private final Path file;
    private final List<JournalLine> found = new ArrayList<>();
    private final Object syncing = new Object();
    private FileChannel channel;
    private final AtomicLong written = new AtomicLong();
    private long synced;
    private long bytes;

    Journal(Path folder) throws IOException {
        this.folder = folder;
        file = folder.resolve("journal");
        read();
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.size() > bytes) {
            LOG.warn("{}: the last line was not whole and is cut off; it was never answered", file);
            channel.truncate(bytes);
            channel.force(true);
        }
        channel.position(bytes);
        DurableFolders.sync(folder);
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        byte[] content = Files.readAllBytes(file);
        int number = 0;
        int damaged = 0;
        int from = 0;
        while (from < content.length) {
            int to = from;
            while (to < content.length && content[to] != '\n') {
                to++;
            }
            number++;
            String text = new String(content, from, to - from, StandardCharsets.UTF_8);
            JournalLine line = to < content.length ? understood(text, number) : null;
            if (line == null) {
                damaged = damaged == 0 ? number : damaged;
            } else if (damaged > 0) {
                throw new IOException(
                        ("line %d of the budgets' journal %s is damaged, and lines follow it; take it from"
                                        + " a backup, or remove that line if you know what it booked")
                                .formatted(damaged, file));
            } else {
                found.add(line);
                bytes = to + 1L;
            }
            from = to + 1;
        }
    }

    private @Nullable JournalLine understood(String text, int number) throws IOException {
        try {
            return JournalLine.read(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "line %d of the budgets' journal %s is whole, but not understood (%s); a newer version wrote it: start that one"
                            .formatted(number, file, e.getMessage()),
                    e);
        }
    }

    /// What was there when it was opened; once.
    List<JournalLine> take() {
        List<JournalLine> lines = List.copyOf(found);
        found.clear();
        return lines;
    }

    /// All that is there, which takes as long as reading it.
    List<JournalLine> lines() throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            JournalLine line = JournalLine.read(text);
            if (line == null) {
                throw new IOException(file + " is damaged");
            }
            lines.add(line);
        }
        return lines;
    }

    long bytes() {
        return bytes;
    }

    void append(JournalLine line) throws IOException {
        byte[] text = line.text().getBytes(StandardCharsets.UTF_8);
        write(channel, text);
        bytes += text.length;
        written.incrementAndGet();
    }

    private static void write(FileChannel to, byte[] text) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(text);
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
    }

    /// Returns when everything that is written is on the disk.
    void sync() throws IOException {
        long mine = written.get();
        synchronized (syncing) {
            if (synced < mine) {
                long all = written.get();
                channel.force(false);
                synced = all;
            }
        }
    }

    /// Takes these lines for all that is there. A crash leaves the one or the other.
    void replace(List<JournalLine> lines) throws IOException {
        Path fresh = folder.resolve("journal.new");
        synchronized (syncing) {
            var next = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            for (JournalLine line : lines) {
                write(next, line.text().getBytes(StandardCharsets.UTF_8));
            }
            next.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            DurableFolders.sync(folder);
            channel.close();
            channel = next;
            bytes = next.size();
            synced = written.get();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (syncing) {
            channel.close();
        }
    }
}
