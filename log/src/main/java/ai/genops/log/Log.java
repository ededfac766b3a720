package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A durable log of records in one directory. Thread-safe.
public final class Log implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    private final Disk disk;
    private final LogConfig config;
    private final DirectoryLock lock;
    private final Packer packer;
    private final Segments segments = new Segments();
    private final Damages damages = new Damages();
    private final Counters counters = new Counters();
    private final Durable durable;
    private final Checkpoints checkpoints;
    private final Waiting waiting;
    private final SegmentFiles files;
    private final Keeper keeper;
    private final Appender appender;
    private final Thread keeping;
    private final Thread appending;

    /// Opens the log in a directory, which is created if absent, and recovers it.
    ///
    /// @throws IOException if the directory is in use by another log, cannot be written, or holds a newer format
    /// @throws LogKeyException if it is encrypted and its key is not given, or another one
    public static Log open(Path directory, LogConfig config, InstantSource clock) throws IOException {
        return open(directory, config, clock, Threads.REAL);
    }

    /// The same, with threads that are not the machine's.
    public static Log open(Path directory, LogConfig config, InstantSource clock, Threads threads) throws IOException {
        return open(RealDisk.INSTANCE, directory, config, clock, threads);
    }

    static Log open(Disk disk, Path directory, LogConfig config, InstantSource clock) throws IOException {
        return open(disk, directory, config, clock, Threads.REAL);
    }

    private static Log open(Disk disk, Path directory, LogConfig config, InstantSource clock, Threads threads)
            throws IOException {
        try {
            DurableFolders.create(directory);
            var lock = DirectoryLock.acquire(directory);
            try {
                return new Log(disk, directory, config, clock, threads, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (FileSystemException e) {
            throw new IOException("cannot open the log in %s: %s".formatted(directory, DiskTrouble.why(e)), e);
        }
    }

    private Log(Disk disk, Path directory, LogConfig config, InstantSource clock, Threads threads, DirectoryLock lock)
            throws IOException {
        this.disk = disk;
        this.config = config;
        this.lock = lock;
        packer = new Packer(config.compression());
        checkpoints = new Checkpoints(
                new CheckpointFile(disk, directory),
                lock.home(),
                config.overflow(),
                this::nextSequence,
                this::consumerMoved);
        var recovered = Recovery.recover(disk, directory, damages, config.keys(), checkpoints.highest());
        recovered.segments().forEach(segments::add);
        counters.tornBytes.add(recovered.tornBytes());
        var tail = segments.newest();
        long end = tail == null ? 0 : tail.end().sequence();
        durable = new Durable(Math.max(end, checkpoints.highest()), threads);
        if (!recovered.aside().isEmpty() && recovered.aside().getFirst().before() <= oldestSequence()) {
            segments.damaged(oldestSequence());
        }
        segments.dropped(checkpoints.lowest(), oldestSequence());
        if (checkpoints.highest() > end) {
            LOGGER.warn(
                    "{}: ends at {}, but a consumer stands at {} already; numbering goes on from there",
                    directory,
                    end,
                    checkpoints.highest());
        }
        if (checkpoints.lowest() < oldestSequence()) {
            LOGGER.warn(
                    "{}: begins at record {}, but a consumer stands at {}: what is between is lost to it, given up by"
                            + " `overflow: drop_oldest`, or a segment that was deleted or cannot be read",
                    directory,
                    oldestSequence(),
                    checkpoints.lowest());
        }
        waiting = new Waiting(config.maxWaitingBytes());
        files = new SegmentFiles(
                disk, directory, lock.home(), config, segments, checkpoints, clock, counters, damages, recovered);
        keeper = new Keeper(files, threads, waiting::nudge);
        appender = new Appender(
                disk, waiting, keeper, segments, durable, counters, clock, checkpoints::highest, config.sealing());
        if (tail != null && tail.header.keyId() == config.keyId()) {
            appender.resume(tail);
        }
        keeping = threads.platform("log-keeper", keeper);
        appending = threads.platform("log-appender", appender);
    }

    /// Appends one record, the parts one after another. The future completes with its sequence once it is fsynced, or
    /// fails with an [AppendException]; a refusal is there at once. Sequences start at 0 and are dense.
    ///
    /// The bytes must not change before the future completes; the buffers' positions are left alone. Direct buffers
    /// of 4 KiB and more are written from where they are. What is chained to the future without an executor runs in
    /// the log's one writing thread: keep it short.
    public CompletableFuture<Long> append(ByteBuffer... parts) {
        long bytes = Append.bytes(parts);
        if (bytes > config.maxRecordBytes()) {
            return refuse(new AppendException.TooLarge(bytes, config.maxRecordBytes()));
        }
        var obstacle = appender.obstacle();
        if (obstacle != null) {
            return refuse(obstacle);
        }
        var busy = waiting.reserve((int) bytes);
        if (busy != null) {
            return refuse(busy);
        }
        var append = prepare(parts, (int) bytes);
        var closed = waiting.offer(append, (int) bytes);
        return closed == null ? append.done() : refuse(closed);
    }

    private Append prepare(ByteBuffer[] parts, int bytes) {
        try {
            return Append.of(parts, bytes, packer);
        } catch (RuntimeException | Error e) {
            waiting.cancel(bytes);
            throw e;
        }
    }

    private CompletableFuture<Long> refuse(AppendException why) {
        counters.refused.increment();
        return CompletableFuture.failedFuture(why);
    }

    /// A reader whose first record is `fromSequence`, which may lie in the future. If that one is no longer retained,
    /// its first entry is the gap up to the oldest.
    public LogReader reader(long fromSequence) {
        return new LogReader(disk, segments, durable, damages, config.keys(), fromSequence);
    }

    /// The consumers' positions.
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    /// The sequence that the next record gets: where a consumer starts that wants only what is new.
    public long nextSequence() {
        return Math.max(durable.end(), checkpoints.highest());
    }

    /// The first sequence still retained: where a consumer starts that wants everything.
    public long oldestSequence() {
        var oldest = segments.oldest();
        return oldest == null ? nextSequence() : oldest.header.base();
    }

    /// When the oldest segment was begun, in milliseconds since 1970: every record that is still there was appended
    /// then or later. What a log without records says is the largest number.
    public long oldestMillis() {
        var oldest = segments.oldest();
        return oldest == null ? Long.MAX_VALUE : segments.begunMillis(oldest);
    }

    /// Where the records stand that were appended at `fromMillis` or later and before `toMillis`, as the segments'
    /// beginnings tell: some that were not are among them, up to a segment at each end. Empty if there are none.
    public SequenceRange between(long fromMillis, long toMillis) {
        return segments.between(fromMillis, toMillis, durable.end());
    }

    /// The first sequence that has at most `bytes` of the log before its end, about.
    public long sequenceAtLag(long bytes) {
        return segments.sequenceAtLag(bytes, durable.end());
    }

    /// What stands from a sequence on, in bytes of the log, about.
    public long lagBytes(long sequence) {
        return segments.bytesFrom(sequence);
    }

    @Nullable
    Segment newestSegment() {
        return segments.newest();
    }

    /// The damaged places met since the log was opened, up to a thousand.
    public List<Damage> damage() {
        return damages.list();
    }

    /// How the log stands.
    public LogStats stats() {
        var obstacle = obstacle();
        var consumers = new TreeMap<String, LogStats.Consumer>();
        checkpoints.positions().forEach((name, next) -> consumers.put(name, consumer(name, next)));
        return new LogStats(
                files.diskBytes(),
                config.maxBytes(),
                segments.all().size(),
                oldestSequence(),
                nextSequence(),
                waiting.bytes(),
                obstacle == null ? null : obstacle.getMessage(),
                consumers,
                counters.read(damages));
    }

    /// Why an append would fail, also if none was tried lately.
    private @Nullable AppendException obstacle() {
        try {
            lock.home().check();
            return appender.trouble();
        } catch (IOException e) {
            return new AppendException.DiskFailed(keeper.directory(), e);
        }
    }

    private LogStats.Consumer consumer(String name, long next) {
        return new LogStats.Consumer(
                next,
                Math.max(0, nextSequence() - next),
                segments.bytesFrom(next),
                checkpoints.limit(name),
                checkpoints.dropped(name));
    }

    void lookForOld() {
        keeper.look();
    }

    private void consumerMoved() {
        keeper.consumerMoved();
    }

    /// Refuses new appends, finishes those that wait, and releases the directory. Readers fail from then on.
    @Override
    public void close() throws IOException {
        waiting.close();
        join(appending);
        keeper.close();
        join(keeping);
        durable.close();
        packer.close();
        try {
            checkpoints.flush();
        } finally {
            lock.close();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
