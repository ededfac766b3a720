package ai.genops.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A frame's header, and the arithmetic of frames. Big-endian, at a multiple of 32 in its segment:
/// ```
///  0  u32  payload length
///  4  u32  CRC32C of the payload
///  8  u64  sequence
/// 16  i64  append time, ms since the epoch
/// 24  u8   flags: 0 (room for compression and encryption)
/// 25  u24  "GOF", what a search for frames looks for first
/// 28  u32  CRC32C of the segment's number (u64), the frame's offset (u64), and the 28 bytes above
/// 32       payload, then zeros up to a multiple of 32
/// ```
record Frame(int length, int payloadCrc, long sequence, long appendedMillis) {
    static final int HEADER_BYTES = 32;
    static final int ALIGNMENT = 32;

    private static final int MARK = 'G' << 16 | 'O' << 8 | 'F';
    private static final int MARK_AT = 24;
    private static final int CRC_AT = 28;

    /// What a payload of this length occupies.
    static long bytes(long payloadLength) {
        return (HEADER_BYTES + payloadLength + ALIGNMENT - 1) & -ALIGNMENT;
    }

    long bytes() {
        return bytes(length);
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
            scratch.putLong(frame.sequence).putLong(frame.appendedMillis).putInt(MARK);
            scratch.putInt(crcOfScratch());
            return scratch.position(SEED_BYTES);
        }

        /// The header that stands at `index` of `source` and at `offset` of the segment; null if none does.
        @Nullable
        Frame decode(ByteBuffer source, int index, long offset) {
            if (source.getInt(index + MARK_AT) != MARK) {
                return null;
            }
            scratch.clear();
            scratch.putLong(segment).putLong(offset);
            scratch.put(SEED_BYTES, source, index, CRC_AT);
            if (crcOfScratch() != source.getInt(index + CRC_AT) || source.getInt(index) < 0) {
                return null;
            }
            return new Frame(
                    source.getInt(index),
                    source.getInt(index + 4),
                    source.getLong(index + 8),
                    source.getLong(index + 16));
        }

        private int crcOfScratch() {
            crc.reset();
            crc.update(scratch.array(), 0, SEED_BYTES + CRC_AT);
            return (int) crc.getValue();
        }
    }
}
