package ai.genops.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Looks into a log's directory without opening the log: reads only, takes no lock, and works whether or not a process
/// has the log open. With a log that is being written, it may see records a moment before they are fsynced, and what
/// is recycled meanwhile is left out. Thread-safe.
public final class LogInspector {
    private static final int ATTEMPTS = 5;

    private final Disk disk;
    private final Path directory;
    private final @Nullable KeyRing keys;

    private LogInspector(Disk disk, Path directory, @Nullable KeyRing keys) {
        this.disk = disk;
        this.directory = directory;
        this.keys = keys;
    }

    /// An inspector of a directory, which it does not touch yet.
    ///
    /// @param keys needed to [#verify], [#read] and [#readBetween] an encrypted log; null if there are none
    public static LogInspector of(Path directory, @Nullable KeyRing keys) {
        return of(RealDisk.INSTANCE, directory, keys);
    }

    static LogInspector of(Disk disk, Path directory, @Nullable KeyRing keys) {
        return new LogInspector(disk, directory, keys);
    }

    /// A segment that holds records.
    ///
    /// @param file its name
    /// @param next the sequence after its last record; equals `first` if it is empty
    /// @param records those that can be read; fewer than sequences if some are damaged
    /// @param usedBytes up to the end of its last record
    /// @param firstAppendedMillis of its first record, or when it was begun if it has none
    /// @param sealed whether it is complete: a later segment follows
    /// @param compressed records that are compressed, by what
    /// @param keyId the key it is encrypted with; 0 for none
    public record SegmentInfo(
            String file,
            long first,
            long next,
            long records,
            long fileBytes,
            long usedBytes,
            long firstAppendedMillis,
            long lastAppendedMillis,
            boolean sealed,
            SortedMap<Compression, Long> compressed,
            int keyId) {}

    /// Where a consumer stands.
    ///
    /// @param lagBytes estimated, as is `lagMillis`, from its place within its segment
    /// @param lagMillis how long ago its next record was appended; 0 if it has had all
    public record ConsumerInfo(String name, long next, long lagRecords, long lagBytes, long lagMillis) {}

    /// What a walk over all frames found.
    ///
    /// @param records whose stored bytes and payload are as they were appended
    /// @param unacknowledged bytes that a power loss left of records that nobody was promised
    /// @param tailBytes bytes behind the last record that are an unfinished write
    /// @param ahead consumers that stand beyond the log's end, and where: the log has lost records at its end
    public record Verification(
            int segments,
            long records,
            long bytes,
            long unacknowledged,
            long tailBytes,
            List<Damage> damage,
            SortedMap<String, Long> ahead) {
        /// Whether every record that was acknowledged is there.
        public boolean isSound() {
            return damage.isEmpty() && ahead.isEmpty();
        }
    }

    /// Takes what is read; the payload is valid during the call.
    public interface Sink {
        /// Takes one entry.
        ///
        /// @return whether to go on
        boolean take(LogEntry entry) throws IOException;
    }

    /// The segments with records, oldest first. Reads all frames, decrypts nothing.
    public List<SegmentInfo> segments() throws IOException {
        return scan(false, new LinkedHashSet<>()).stream()
                .map(SegmentScan::info)
                .toList();
    }

    /// The registered consumers, by name.
    ///
    /// @param now what lags are counted to
    public List<ConsumerInfo> consumers(Instant now) throws IOException {
        var positions = new CheckpointFile(disk, directory).read();
        var scans = scan(false, new LinkedHashSet<>());
        var infos = new ArrayList<ConsumerInfo>();
        for (var consumer : positions.entrySet()) {
            infos.add(ConsumerLag.of(consumer.getKey(), consumer.getValue(), scans, now.toEpochMilli()));
        }
        return infos;
    }

    /// Reads every frame: checks, decrypts, unpacks.
    ///
    /// @throws LogKeyException if a key is missing or wrong
    public Verification verify() throws IOException {
        // Before the log is read: a running one goes on meanwhile.
        var ahead = new CheckpointFile(disk, directory).read();
        var damage = new LinkedHashSet<Damage>();
        var scans = scan(true, damage);
        long records = 0;
        long bytes = 0;
        long unacknowledged = 0;
        for (var scan : scans) {
            records += scan.records();
            bytes += scan.info().usedBytes();
            unacknowledged += scan.holeBytes();
            damage.addAll(scan.damage());
        }
        long tail = scans.isEmpty() ? 0 : scans.getLast().tailBytes();
        long end = scans.isEmpty() ? 0 : scans.getLast().next();
        ahead.values().removeIf(next -> next <= end);
        return new Verification(scans.size(), records, bytes, unacknowledged, tail, List.copyOf(damage), ahead);
    }

    /// Reads the records from sequence `from` up to, not including, `to`, in order, with gaps where some are missing.
    ///
    /// @throws LogKeyException if a key is missing or wrong
    public void read(long from, long to, Sink sink) throws IOException {
        range(new SegmentRange(from, to, Long.MIN_VALUE, Long.MAX_VALUE, sink));
    }

    /// Reads the records appended from one instant up to, not including, another, in order of their sequence: the clock
    /// may have been set back between two of them. Gaps are told within what is read.
    ///
    /// @throws LogKeyException if a key is missing or wrong
    public void readBetween(Instant from, Instant to, Sink sink) throws IOException {
        range(new SegmentRange(0, Long.MAX_VALUE, from.toEpochMilli(), to.toEpochMilli(), sink));
    }

    private void range(SegmentRange range) throws IOException {
        for (var found : new SegmentFinder(disk, keys).find(directory)) {
            if (found.end() > range.next() && !readSegment(found, range)) {
                return;
            }
        }
    }

    private boolean readSegment(SegmentFinder.Found found, SegmentRange range) throws IOException {
        found.header().require(keys, found.file());
        long number = found.header().number();
        try (var walk = new FrameWalk(disk.openForReading(found.file()), number, Segment.FIRST_FRAME, 0);
                var contents = new Contents(keys, number)) {
            return range.read(walk, contents, found);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /// A file may be recycled while it is read: then what was found says nothing, and all is read again.
    private List<SegmentScan> scan(boolean contents, Set<Damage> unreadable) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var scans = new ArrayList<SegmentScan>();
            boolean moved = false;
            var finder = new SegmentFinder(disk, keys);
            for (var found : finder.find(directory)) {
                var scan = SegmentScan.of(disk, found, keys, contents);
                boolean there = scan != null && disk.exists(found.file());
                if (there) {
                    scans.add(scan);
                }
                moved |= !there;
            }
            if (!moved || attempt == ATTEMPTS) {
                unreadable.addAll(finder.unreadable());
                return scans;
            }
        }
    }

    /// Compressed records by what compressed them.
    static SortedMap<Compression, Long> compressed(long[] byCode) {
        var compressed = new TreeMap<Compression, Long>();
        for (var compression : Compression.values()) {
            if (compression != Compression.NONE && byCode[compression.code()] > 0) {
                compressed.put(compression, byCode[compression.code()]);
            }
        }
        return compressed;
    }
}
