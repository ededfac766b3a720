package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The first page of a segment file. Big-endian, zeros up to the first frame:
/// ```
///  0  u64  "GENOPLOG"
///  8  u32  version: 1
/// 12  u32  id of the key its frames are encrypted with; 0 if they are not
/// 16  u64  number, as in the file's name
/// 24  u64  base: no record of this segment has a smaller sequence
/// 32  i64  created, ms since the epoch
/// 40  u32  CRC32C of the above
/// 44  u64  number by which that key is known, if there is one
/// 52  u32  CRC32C of the above, if there is a key
/// ```
record SegmentHeader(long number, long base, long createdMillis, int keyId, long keyCheck) {
    private static final long MAGIC = 0x47_45_4E_4F_50_4C_4F_47L;
    private static final int VERSION = 1;
    private static final int CRC_AT = 40;
    private static final int CHECK_AT = 44;
    private static final int CHECK_CRC_AT = 52;
    static final int BYTES = 56;

    /// Of a segment that is not encrypted.
    SegmentHeader(long number, long base, long createdMillis) {
        this(number, base, createdMillis, 0, 0);
    }

    static SegmentHeader of(long number, long base, long createdMillis, int keyId, @Nullable KeyRing keys) {
        return new SegmentHeader(
                number, base, createdMillis, keyId, keys == null || keyId == 0 ? 0 : keys.check(keyId));
    }

    /// What the first page of a segment file says.
    sealed interface Found {
        /// It holds records.
        record Used(SegmentHeader header) implements Found {}

        /// All zeros, or the header of the segment this file was before it was recycled.
        record Free() implements Found {}

        /// Anything else.
        record Damaged() implements Found {}
    }

    /// Written by a later program: not damaged, and not to be touched.
    static final class NewerFormatException extends IOException {
        NewerFormatException(String message) {
            super(message);
        }
    }

    ByteBuffer page() {
        var page = ByteBuffer.allocate(Segment.FIRST_FRAME);
        page.putLong(MAGIC).putInt(VERSION).putInt(keyId);
        page.putLong(number).putLong(base).putLong(createdMillis);
        page.putInt(crc(page, CRC_AT));
        if (keyId != 0) {
            page.putLong(keyCheck).putInt(crc(page, CHECK_CRC_AT));
        }
        return page.rewind();
    }

    /// @throws LogKeyException if the ring lacks this segment's key, or has another under its id
    void require(@Nullable KeyRing keys, Path file) throws LogKeyException {
        if (keyId == 0) {
            return;
        }
        if (keys == null || !keys.has(keyId)) {
            throw LogKeyException.missing(file, keyId, keys);
        }
        if (keys.check(keyId) != keyCheck) {
            throw LogKeyException.wrong(file, keyId);
        }
    }

    /// @param page the first [#BYTES] of the file
    static Found read(ByteBuffer page, Path path, long number) throws IOException {
        if (page.getLong(0) == 0 && page.getInt(CRC_AT) == 0) {
            return new Found.Free();
        }
        if (page.getLong(0) != MAGIC || page.getInt(CRC_AT) != crc(page, CRC_AT)) {
            return new Found.Damaged();
        }
        int version = page.getInt(8);
        if (version != VERSION) {
            throw new NewerFormatException(
                    "%s has format version %d; this program reads version %d: use the program that wrote it"
                            .formatted(path, version, VERSION));
        }
        int keyId = page.getInt(12);
        if (keyId != 0 && page.getInt(CHECK_CRC_AT) != crc(page, CHECK_CRC_AT)) {
            return new Found.Damaged();
        }
        long check = keyId == 0 ? 0 : page.getLong(CHECK_AT);
        var header = new SegmentHeader(page.getLong(16), page.getLong(24), page.getLong(32), keyId, check);
        return header.number == number ? new Found.Used(header) : new Found.Free();
    }

    private static int crc(ByteBuffer page, int length) {
        var crc = new CRC32C();
        crc.update(page.slice(0, length));
        return (int) crc.getValue();
    }
}
