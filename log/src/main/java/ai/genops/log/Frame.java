package ai.genops.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A frame's header, and the arithmetic of frames. Big-endian, at a multiple of 32 in its segment:
/// ```
///  0  u32  length of what is stored
///  4  u32  CRC32C of what is stored
///  8  u64  sequence
/// 16  u16  group: how many records before this one are of the same fsync
/// 18  u48  append time, ms since the epoch
/// 24  u8   flags: bits 0-1 compression, bit 2 encrypted, bit 3 hole, bit 4 seal
/// 25  u24  "GOF", what a search for frames looks for first
/// 28  u32  CRC32C of the segment's number (u64), the frame's offset (u64), and the 28 bytes above
/// 32       the payload, compressed, then encrypted; then zeros up to a multiple of 32
/// ```
/// `group` says what was on the disk before: when a record was written, all those before its group were fsynced.
///
/// Two kinds of frames are no records. A *hole* was written over what a power loss left of records that were never
/// acknowledged; its length leads past them. A *seal* is written when the log is closed: all before it is fsynced.
record Frame(int length, int payloadCrc, long sequence, int group, long appendedMillis, int flags) {
    static final int MAX_GROUP = 0xFFFF;
    static final int ENCRYPTED = 1 << 2;
    static final int HOLE = 1 << 3;
    static final int SEAL = 1 << 4;

    private static final int COMPRESSION = 3;
    private static final int TIME_BITS = 48;
    private static final long TIME = (1L << TIME_BITS) - 1;
    static final int HEADER_BYTES = 32;
    static final int ALIGNMENT = 32;

    private static final int MARK = 'G' << 16 | 'O' << 8 | 'F';
    private static final int MARK_BITS = 0xFFFFFF;
    private static final int MARK_AT = 24;
    private static final int CRC_AT = 28;

    /// What a payload of this length occupies.
    static long bytes(long payloadLength) {
        return (HEADER_BYTES + payloadLength + ALIGNMENT - 1) & -ALIGNMENT;
    }

    long bytes() {
        return bytes(length);
    }

    Frame of(int storedLength, int storedCrc) {
        return new Frame(storedLength, storedCrc, sequence, group, appendedMillis, flags);
    }

    boolean isHole() {
        return (flags & HOLE) != 0;
    }

    boolean isSeal() {
        return (flags & SEAL) != 0;
    }

    boolean isEncrypted() {
        return (flags & ENCRYPTED) != 0;
    }

    /// The [Compression]'s code.
    int compression() {
        return flags & COMPRESSION;
    }

    /// Whether what is stored is the payload.
    boolean isPlain() {
        return (flags & (COMPRESSION | ENCRYPTED)) == 0;
    }

    /// The sequence of the record after it.
    long nextSequence() {
        return isSeal() ? sequence : sequence + 1;
    }

    /// The first sequence of its group: all before were fsynced when it was written.
    long groupStart() {
        return sequence - group;
    }

    /// Writes and checks headers of one segment. Not thread-safe.
    static final class Codec {
        private static final int SEED_BYTES = 16;

        private final CRC32C crc = new CRC32C();
        private final ByteBuffer scratch = ByteBuffer.allocate(SEED_BYTES + HEADER_BYTES);
        private final long segment;

        Codec(long segment) {
            this.segment = segment;
        }

        /// The header of a frame at `offset`; the buffer is reused by the next call.
        ByteBuffer encode(Frame frame, long offset) {
            scratch.clear();
            scratch.putLong(segment).putLong(offset);
            scratch.putInt(frame.length).putInt(frame.payloadCrc);
            scratch.putLong(frame.sequence);
            scratch.putLong((long) frame.group << TIME_BITS | (frame.appendedMillis & TIME));
            scratch.putInt(frame.flags << 24 | MARK);
            scratch.putInt(crcOfScratch());
            return scratch.position(SEED_BYTES);
        }

        /// The header that stands at `index` of `source` and at `offset` of the segment; null if none does.
        @Nullable
        Frame decode(ByteBuffer source, int index, long offset) {
            if ((source.getInt(index + MARK_AT) & MARK_BITS) != MARK) {
                return null;
            }
            scratch.clear();
            scratch.putLong(segment).putLong(offset);
            scratch.put(SEED_BYTES, source, index, CRC_AT);
            if (crcOfScratch() != source.getInt(index + CRC_AT) || source.getInt(index) < 0) {
                return null;
            }
            long groupAndTime = source.getLong(index + 16);
            return new Frame(
                    source.getInt(index),
                    source.getInt(index + 4),
                    source.getLong(index + 8),
                    (int) (groupAndTime >>> TIME_BITS),
                    groupAndTime & TIME,
                    source.getInt(index + MARK_AT) >>> 24);
        }

        private int crcOfScratch() {
            crc.reset();
            crc.update(scratch.array(), 0, SEED_BYTES + CRC_AT);
            return (int) crc.getValue();
        }
    }
}
