package ai.genops.server.audit;

import ai.genops.log.DurableFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who changed what over the API. A change is in the file, on the disk, before it is made, so none is without its line;
/// what came of it follows in a line of its own. At 8 MB the file is set aside as `changes.1`, in place of the one
/// before. Safe for concurrent use.
public final class ChangeLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLedger.class);
    private static final long FULL_BYTES = 8 << 20;
    private static final int MOST_KEPT = 1000;

    private final Path folder;
    private final Path file;
    private final Path before;
    private final InstantSource clock;
    private final long fullBytes;
    /// The newest, by number, the oldest of them first.
    private final Map<Long, ChangeRecord> newest = new LinkedHashMap<>();

    private FileChannel channel;
    private long last;

    /// Opens the ledger in a folder, which is made if it is not there.
    ///
    /// @throws IOException if it cannot be read or written
    public static ChangeLedger open(Path folder, InstantSource clock) throws IOException {
        return new ChangeLedger(folder, clock, FULL_BYTES);
    }

    ChangeLedger(Path folder, InstantSource clock, long fullBytes) throws IOException {
        this.folder = folder;
        this.file = folder.resolve("changes");
        this.before = folder.resolve("changes.1");
        this.clock = clock;
        this.fullBytes = fullBytes;
        DurableFolders.createOne(folder);
        read(before);
        read(file);
        channel = append();
        endTornLine();
    }

    private void read(Path from) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        int unread = 0;
        for (String line : new String(Files.readAllBytes(from), StandardCharsets.UTF_8).split("\n", -1)) {
            long number = line.isEmpty() ? 0 : ChangeLines.read(line, newest);
            unread += number == 0 && !line.isEmpty() ? 1 : 0;
            last = Math.max(last, number);
            forgetOldest();
        }
        if (unread > 0) {
            LOG.warn("{} has {} lines that are not those of a ledger of changes; they are passed over", from, unread);
        }
    }

    /// Writes down that somebody is about to change something.
    ///
    /// @throws IOException if it cannot be written; then it must not be done
    public synchronized long begin(String user, String what, String detail) throws IOException {
        if (channel.size() > fullBytes) {
            setAside();
        }
        var change = new ChangeRecord(last + 1, Instant.ofEpochMilli(clock.millis()), user, what, detail, 0);
        write(ChangeLines.begin(change));
        last = change.number();
        newest.put(last, change);
        forgetOldest();
        return last;
    }

    /// Writes down what came of it.
    public synchronized void end(long number, int status) {
        newest.computeIfPresent(number, (_, change) -> change.ended(status));
        try {
            write(ChangeLines.end(number, status));
        } catch (IOException e) {
            LOG.error("what came of change {} could not be written to {}: {}", number, file, e.getMessage());
        }
    }

    /// At most 1,000.
    public synchronized List<ChangeRecord> newestFirst() {
        return new ArrayList<>(newest.values()).reversed();
    }

    private void forgetOldest() {
        if (newest.size() > MOST_KEPT) {
            newest.remove(newest.keySet().iterator().next());
        }
    }

    private void setAside() throws IOException {
        channel.close();
        Files.move(file, before, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel = append();
        DurableFolders.sync(folder);
    }

    private FileChannel append() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// What a crash left unfinished stays as it is, on a line of its own.
    private void endTornLine() throws IOException {
        long size = channel.size();
        var end = ByteBuffer.allocate(1);
        if (size > 0 && channel.read(end, size - 1) == 1 && end.get(0) != '\n') {
            write("\n");
        }
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        long at = channel.size();
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
        channel.force(false);
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", file, e.getMessage());
        }
    }
}
