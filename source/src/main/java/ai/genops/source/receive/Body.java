package ai.genops.source.receive;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/// A request's body in one pooled array, which grows with what arrives, up to a limit, within the budget.
/// Whoever holds it last calls [#release], once.
public final class Body {
    private static final int LEAST = 512;
    /// A client that announces more gets it as it sends it.
    private static final int MOST_AT_ONCE = 1 << 20;

    private final Budget budget;
    private final int limit;
    private final ByteBuf buffer;
    private int reserved;

    /// @param expected the size announced; any number
    /// @param limit the most bytes it may have
    public Body(ByteBufAllocator pool, Budget budget, long expected, int limit) {
        this.budget = budget;
        this.limit = limit;
        int capacity = (int) Math.min(Math.max(LEAST, Math.min(expected, MOST_AT_ONCE)), limit + 1L);
        budget.take(capacity);
        reserved = capacity;
        buffer = pool.heapBuffer(capacity, limit + 1);
    }

    void write(ByteBuf from) {
        int length = from.readableBytes();
        if (length > limit - buffer.writerIndex()) {
            throw tooLarge(limit);
        }
        room(length);
        buffer.writeBytes(from, from.readerIndex(), length);
    }

    public void write(byte[] from, int length) {
        if (length > limit - buffer.writerIndex()) {
            throw tooLarge(limit);
        }
        room(length);
        buffer.writeBytes(from, 0, length);
    }

    /// Makes room for at least `length` more bytes and returns for how many there is; the limit may be passed by one,
    /// so that [#written] can tell.
    int room(int length) {
        int needed = buffer.writerIndex() + length;
        if (needed > reserved) {
            int capacity = (int) Math.min(Math.max(needed, reserved * 2L), limit + 1L);
            budget.take(capacity - reserved);
            reserved = capacity;
            buffer.capacity(capacity);
        }
        return reserved - buffer.writerIndex();
    }

    /// So many bytes were put at [#end].
    void written(int length) {
        buffer.writerIndex(buffer.writerIndex() + length);
        if (buffer.writerIndex() > limit) {
            throw tooLarge(limit);
        }
    }

    /// Leaves out bytes at the front.
    void skip(int length) {
        buffer.skipBytes(length);
    }

    public byte[] array() {
        return buffer.array();
    }

    public int offset() {
        return buffer.arrayOffset() + buffer.readerIndex();
    }

    int end() {
        return buffer.arrayOffset() + buffer.writerIndex();
    }

    public int size() {
        return buffer.readableBytes();
    }

    public ByteBuffer view() {
        return ByteBuffer.wrap(array(), offset(), size());
    }

    public void release() {
        if (reserved > 0) {
            budget.give(reserved);
            reserved = 0;
            buffer.release();
        }
    }

    static RefusedException tooLarge(long limit) {
        return new RefusedException(
                Reason.TOO_LARGE, "the request is larger than %d bytes; send smaller batches".formatted(limit));
    }
}
