package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// The first page of a segment file. Big-endian, zeros up to the first frame:
/// ```
///  0  u64  "GENOPLOG"
///  8  u32  version: 1
/// 12  u32  0
/// 16  u64  number, as in the file's name
/// 24  u64  base: no record of this segment has a smaller sequence
/// 32  i64  created, ms since the epoch
/// 40  u32  CRC32C of the above
/// ```
record SegmentHeader(long number, long base, long createdMillis) {
    private static final long MAGIC = 0x47_45_4E_4F_50_4C_4F_47L;
    private static final int VERSION = 1;
    private static final int CRC_AT = 40;
    private static final int BYTES = 44;

    /// What the first page of a segment file says.
    sealed interface Found {
        /// It holds records.
        record Used(SegmentHeader header) implements Found {}

        /// All zeros, or the header of the segment this file was before it was recycled.
        record Free() implements Found {}

        /// Anything else.
        record Damaged() implements Found {}
    }

    ByteBuffer page() {
        var page = ByteBuffer.allocate(Segment.FIRST_FRAME);
        page.putLong(MAGIC).putInt(VERSION).putInt(0);
        page.putLong(number).putLong(base).putLong(createdMillis);
        page.putInt(crc(page));
        return page.rewind();
    }

    static Found read(Disk.File file, Path path, long number) throws IOException {
        var page = ByteBuffer.allocate(BYTES);
        file.read(page, 0);
        if (page.getLong(0) == 0 && page.getInt(CRC_AT) == 0) {
            return new Found.Free();
        }
        if (page.getLong(0) != MAGIC || page.getInt(CRC_AT) != crc(page)) {
            return new Found.Damaged();
        }
        int version = page.getInt(8);
        if (version != VERSION) {
            throw new IOException(
                    "%s has format version %d; this program reads version %d: use the program that wrote it"
                            .formatted(path, version, VERSION));
        }
        var header = new SegmentHeader(page.getLong(16), page.getLong(24), page.getLong(32));
        return header.number == number ? new Found.Used(header) : new Found.Free();
    }

    private static int crc(ByteBuffer page) {
        var crc = new CRC32C();
        crc.update(page.slice(0, CRC_AT));
        return (int) crc.getValue();
    }
}
