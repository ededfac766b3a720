package ai.genops.destination.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How far a file has come.
///
/// Recorded in two slots written in turn, each with a checksum, far enough apart that a write torn by a crash harms
/// only its own:
/// ```
/// at 0 and at 4096:  serial | first | next | number | length | begun (8 bytes each, big-endian) | CRC32C (4)
/// ```
///
/// @param serial grows by one with each record
/// @param first offset of the first log record of the last batch
/// @param next offset after its last log record
/// @param number how many files there were, this one included
/// @param length of the file with that batch, in bytes
/// @param begunMillis when the file was begun, since 1970
record Position(long serial, long first, long next, long number, long length, long begunMillis) {
    static final int SLOT_DISTANCE = 4096;
    static final int SLOT_BYTES = 6 * Long.BYTES + Integer.BYTES;

    /// The last one recorded completely; null if there is none.
    static @Nullable Position read(FileChannel file) throws IOException {
        Position first = readSlot(file, 0);
        Position second = readSlot(file, SLOT_DISTANCE);
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first.serial > second.serial ? first : second;
    }

    /// Durable when it returns.
    void write(FileChannel file) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        slot.putLong(serial)
                .putLong(first)
                .putLong(next)
                .putLong(number)
                .putLong(length)
                .putLong(begunMillis);
        slot.putInt(checksum(slot)).flip();
        long at = serial % 2 * SLOT_DISTANCE;
        while (slot.hasRemaining()) {
            file.write(slot, at + slot.position());
        }
        file.force(false);
    }

    private static @Nullable Position readSlot(FileChannel file, long at) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
        while (slot.hasRemaining()) {
            if (file.read(slot, at + slot.position()) < 0) {
                return null;
            }
        }
        slot.position(SLOT_BYTES - Integer.BYTES);
        if (checksum(slot) != slot.getInt()) {
            return null;
        }
        slot.flip();
        return new Position(
                slot.getLong(), slot.getLong(), slot.getLong(), slot.getLong(), slot.getLong(), slot.getLong());
    }

    /// Of what stands before the buffer's position.
    private static int checksum(ByteBuffer slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot.duplicate().flip());
        return (int) crc.getValue();
    }
}
