package ai.genops.server.backup;

import ai.genops.destination.s3.Bucket;
import ai.genops.destination.s3.BucketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A bucket of S3. Who writes has an object in `locks/`, renewed while the work goes on; every writer puts its own
/// there first and then looks for others, so that of two at most one goes on, with any store that shows at once what
/// was written. One that was not renewed for half an hour is of a process that ended; ages are compared by the store's
/// clock.
final class BucketRoom implements Room {
    private static final Duration STALE = Duration.ofMinutes(30);
    private static final Duration RENEW = Duration.ofMinutes(5);
    private static final String LOCKS = "locks/";

    private final BucketAddress address;
    private final Bucket bucket;
    /// Where parts are put together; null to read.
    private final @Nullable Path scratch;

    private final Duration stale;
    private final String lock = LOCKS + UUID.randomUUID();
    private long renewedNanos;

    private BucketRoom(BucketAddress address, @Nullable Path scratch, Duration stale) throws IOException {
        this.address = address;
        this.stale = stale;
        this.bucket = address.connect();
        this.scratch = scratch;
    }

    static BucketRoom reading(BucketAddress address) throws IOException {
        return new BucketRoom(address, null, STALE);
    }

    /// To write, for nobody else meanwhile.
    ///
    /// @param scratch a folder for one file at a time
    /// @throws BackupException if somebody else writes
    static BucketRoom writing(BucketAddress address, Path scratch) throws IOException {
        return writing(address, scratch, STALE);
    }

    /// @param stale after what time without being renewed a lock is taken over
    static BucketRoom writing(BucketAddress address, Path scratch, Duration stale) throws IOException {
        var room = new BucketRoom(address, scratch, stale);
        try {
            room.lock();
            return room;
        } catch (IOException | RuntimeException e) {
            room.bucket.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        renew();
        List<Bucket.Item> locks = bucket.list(LOCKS);
        Instant now = locks.stream()
                .filter(item -> item.name().equals(lock))
                .map(Bucket.Item::modified)
                .findFirst()
                .orElseThrow(() -> new BackupException(address + " does not show what was written to it just now"));
        for (Bucket.Item other : locks) {
            if (other.modified().isBefore(now.minus(stale))) {
                bucket.delete(other.name());
            } else if (!other.name().equals(lock)) {
                bucket.delete(lock);
                throw new BackupException("another backup is at work in " + address + ": its lock " + other.name()
                        + " was renewed at " + other.modified()
                        + ". If it ended without removing that, it is taken over "
                        + stale.toMinutes() + " minutes after");
            }
        }
    }

    private void renew() throws IOException {
        bucket.write(lock, (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8));
        renewedNanos = System.nanoTime();
    }

    @Override
    public void requireOurs() throws IOException {
        if (bucket.list(lock).isEmpty()) {
            throw new BackupException("the backup in " + address + " took so long that another one took over");
        }
        renew();
    }

    @Override
    public List<String> names(String folder) throws IOException {
        return bucket.list(folder).stream().map(Bucket.Item::name).toList();
    }

    @Override
    public InputStream read(String name) throws IOException {
        return bucket.read(name);
    }

    @Override
    public Path part() throws IOException {
        if (scratch == null) {
            throw new IllegalStateException("opened to read");
        }
        Files.createDirectories(scratch);
        return Files.createTempFile(scratch, "", ".part");
    }

    @Override
    public void keep(Path part, String name) throws IOException {
        if (System.nanoTime() - renewedNanos > RENEW.toNanos()) {
            requireOurs();
        }
        bucket.write(name, part);
        Files.delete(part);
    }

    @Override
    public void delete(String name) throws IOException {
        bucket.delete(name);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    @Override
    public void close() throws IOException {
        try (bucket) {
            if (scratch != null) {
                bucket.delete(lock);
            }
        }
    }
}
