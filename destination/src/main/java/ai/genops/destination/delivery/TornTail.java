package ai.genops.destination.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Cuts the last line of a file of lines if it has no end: a crash interrupted its write.
public final class TornTail {
    private static final int STEP = 8192;

    private TornTail() {}

    /// Returns the number of bytes cut.
    public static long cut(FileChannel file) throws IOException {
        long size = file.size();
        long end = lastLineEnd(file, size);
        if (end < size) {
            file.truncate(end);
        }
        return size - end;
    }

    private static long lastLineEnd(FileChannel readable, long size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(STEP);
        for (long end = size; end > 0; ) {
            long start = Math.max(0, end - STEP);
            bytes.clear().limit((int) (end - start));
            while (bytes.hasRemaining() && readable.read(bytes, start + bytes.position()) >= 0) {
                // reads on until the piece is complete
            }
            for (int i = bytes.position() - 1; i >= 0; i--) {
                if (bytes.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}
