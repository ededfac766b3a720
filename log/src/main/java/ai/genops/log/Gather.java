package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Collects consecutive bytes of a segment for few large writes. Large direct buffers are written from where they are;
/// the rest (headers, padding, heap buffers, which the JDK would copy anyway, into memory it never gives back) goes
/// through one slab. Not thread-safe.
final class Gather {
    private static final int SLAB_BYTES = 1 << 20;
    private static final int IN_PLACE_BYTES = 4 << 10;
    /// What one call of the operating system takes (IOV_MAX).
    private static final int MAX_BUFFERS = 1024;

    private static final ByteBuffer WRITTEN = ByteBuffer.allocate(0);

    private final Disk.File file;
    private final ByteBuffer slab;
    private final ByteBuffer[] buffers = new ByteBuffer[MAX_BUFFERS];
    private int count;
    private int sliceStart;
    private long bytes;
    private long position;

    Gather(Disk.File file, ByteBuffer slab, long position) {
        this.file = file;
        this.slab = slab.clear();
        this.position = position;
    }

    static ByteBuffer slab() {
        return ByteBuffer.allocateDirect(SLAB_BYTES);
    }

    /// Consumes the buffer; it must not change before [#flush].
    void put(ByteBuffer part) throws IOException {
        if (part.isDirect() && part.remaining() >= IN_PLACE_BYTES) {
            endSlice();
            add(part);
            return;
        }
        while (part.hasRemaining()) {
            if (!slab.hasRemaining()) {
                flush();
            }
            int length = Math.min(part.remaining(), slab.remaining());
            slab.put(slab.position(), part, part.position(), length).position(slab.position() + length);
            part.position(part.position() + length);
        }
    }

    /// Puts zeros until the next byte stands at a multiple of `alignment`.
    void align(ByteBuffer zeros, int alignment) throws IOException {
        int padding = (int) (-position() & (alignment - 1));
        put(zeros.clear().limit(padding));
    }

    /// Where the next byte goes.
    long position() {
        return position + bytes + slab.position() - sliceStart;
    }

    /// Hands everything to the operating system.
    void flush() throws IOException {
        endSlice();
        write();
        slab.clear();
        sliceStart = 0;
    }

    private void endSlice() throws IOException {
        int length = slab.position() - sliceStart;
        if (length > 0) {
            var slice = slab.slice(sliceStart, length);
            sliceStart = slab.position();
            add(slice);
        }
    }

    private void add(ByteBuffer buffer) throws IOException {
        if (count == MAX_BUFFERS) {
            write();
        }
        bytes += buffer.remaining();
        buffers[count++] = buffer;
    }

    private void write() throws IOException {
        file.write(buffers, count, position);
        position += bytes;
        bytes = 0;
        while (count > 0) {
            buffers[--count] = WRITTEN;
        }
    }
}
