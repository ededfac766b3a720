package ai.genops.log;

import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The bounds of a log.
///
/// @param maxBytes what the log's segments may occupy on disk together, spare one included
/// @param segmentBytes size of one segment file; the unit in which old records are given up
/// @param maxRecordBytes largest payload of one record
/// @param maxWaitingBytes what may wait for its fsync; beyond it appends are refused as [AppendException.Busy]
/// @param maxAge how long records that every consumer has passed are kept for replay, to the segment
/// @param overflow what happens at `maxBytes` with a consumer that has no limit of its own
/// @param encryption null: what is written is not encrypted, and nothing that was can be read
public record LogConfig(
        long maxBytes,
        int segmentBytes,
        int maxRecordBytes,
        long maxWaitingBytes,
        Duration maxAge,
        Compression compression,
        Overflow overflow,
        @Nullable Encryption encryption) {
    /// What no setting may exceed: the bound of what reading one record may take in memory.
    static final int MAX_RECORD_BYTES = 256 << 20;

    /// One segment is written, one is spare, and one more lets a consumer be behind.
    static final int MIN_SEGMENTS = 3;

    public LogConfig {
        var problems = new ArrayList<String>();
        long record = Frame.bytes(Math.max(0, maxRecordBytes) + (encryption == null ? 0L : FrameCipher.OVERHEAD));
        long minSegment = Segment.FIRST_FRAME + record;
        long minTotal = (long) MIN_SEGMENTS * segmentBytes;
        if (maxRecordBytes <= 0 || maxRecordBytes > MAX_RECORD_BYTES) {
            problems.add("`maxRecordBytes` must be 1 to %d, is %d".formatted(MAX_RECORD_BYTES, maxRecordBytes));
        }
        if (segmentBytes < minSegment || segmentBytes % Frame.ALIGNMENT != 0) {
            problems.add(
                    "`segmentBytes` must be a multiple of %d and hold one record of `maxRecordBytes`: at least %d, is %d"
                            .formatted(Frame.ALIGNMENT, minSegment, segmentBytes));
        }
        if (maxBytes < minTotal) {
            problems.add(
                    "`maxBytes` must hold %d segments: at least %d, is %d".formatted(MIN_SEGMENTS, minTotal, maxBytes));
        }
        if (maxWaitingBytes < record) {
            problems.add("`maxWaitingBytes` must hold one record of `maxRecordBytes`: at least %d, is %d"
                    .formatted(record, maxWaitingBytes));
        }
        if (!maxAge.isPositive()) {
            problems.add("`maxAge` must be positive, is " + maxAge);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("log: " + String.join("; ", problems));
        }
    }

    /// Not compressed, not encrypted, blocking.
    public LogConfig(long maxBytes, int segmentBytes, int maxRecordBytes, long maxWaitingBytes, Duration maxAge) {
        this(maxBytes, segmentBytes, maxRecordBytes, maxWaitingBytes, maxAge, Compression.NONE, Overflow.BLOCK, null);
    }

    /// The same with frames compressed.
    public LogConfig with(Compression value) {
        return new LogConfig(
                maxBytes, segmentBytes, maxRecordBytes, maxWaitingBytes, maxAge, value, overflow, encryption);
    }

    /// The same with another way to overflow.
    public LogConfig with(Overflow value) {
        return new LogConfig(
                maxBytes, segmentBytes, maxRecordBytes, maxWaitingBytes, maxAge, compression, value, encryption);
    }

    /// The same with these keys.
    public LogConfig with(Encryption value) {
        return new LogConfig(
                maxBytes, segmentBytes, maxRecordBytes, maxWaitingBytes, maxAge, compression, overflow, value);
    }

    @Nullable
    KeyRing keys() {
        return encryption == null ? null : encryption.keys();
    }

    /// The key of what is written; 0 for none.
    int keyId() {
        var sealing = sealing();
        return sealing == null ? 0 : sealing.keys().newest();
    }

    /// How what is written is encrypted; null if it is not.
    @Nullable
    Encryption sealing() {
        return encryption == null || !encryption.seals() ? null : encryption;
    }

    /// 500 MB for 7 days, as the seed's queue; records to 10 MB; 64 MiB waiting.
    public static LogConfig defaults() {
        return new LogConfig(500_000_000, 32 << 20, 10_000_000, 64 << 20, Duration.ofDays(7));
    }
}
