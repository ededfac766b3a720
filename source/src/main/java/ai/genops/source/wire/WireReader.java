package ai.genops.source.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads protobuf fields from a part of a byte array and never a byte beyond the message it is in. Every read moves
/// forward, so a loop `while (more())` ends whatever the bytes are. One thread at a time.
public final class WireReader {
    public static final int VARINT = 0;
    public static final int FIXED64 = 1;
    public static final int BYTES = 2;
    public static final int GROUP_START = 3;
    public static final int GROUP_END = 4;
    public static final int FIXED32 = 5;

    /// How deep messages may be nested: the limit of Google's own readers.
    public static final int MAX_DEPTH = 100;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int start;
    private int position;
    private int limit;

    /// Starts reading `length` bytes at `offset`; errors count bytes from there.
    public WireReader over(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        start = offset;
        position = offset;
        limit = offset + length;
        return this;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    /// Where the current message ends.
    public int limit() {
        return limit;
    }

    /// Goes back to, or on to, a place inside the current message.
    public void position(int position) {
        this.position = position;
    }

    /// Whether the current message has another field.
    public boolean more() {
        return position < limit;
    }

    /// Reads a length and enters what it spans; returns the limit to [#leave] to.
    public int enter() throws MalformedException {
        int length = length();
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /// Leaves the current message, to behind it.
    public void leave(int outer) {
        position = limit;
        limit = outer;
    }

    /// A field's number << 3 | wire type.
    public int tag() throws MalformedException {
        if (position < limit) {
            byte first = bytes[position];
            if (first > 7) { // one byte, and not of field 0
                position++;
                return first;
            }
        }
        return longTag();
    }

    private int longTag() throws MalformedException {
        int at = position;
        int tag = (int) varint();
        if (tag >>> 3 == 0) {
            throw malformed("field number 0", at);
        }
        return tag;
    }

    /// The length of what follows, which is there.
    public int length() throws MalformedException {
        if (position < limit) {
            byte first = bytes[position];
            if (first >= 0 && first < limit - position) {
                position++;
                return first;
            }
        }
        return longLength();
    }

    private int longLength() throws MalformedException {
        int at = position;
        int length = (int) varint();
        if (length < 0 || length > limit - position) {
            throw malformed(
                    "a length of %d where %d bytes are left"
                            .formatted(Integer.toUnsignedLong(length), limit - position),
                    at);
        }
        return length;
    }

    public long varint() throws MalformedException {
        if (position < limit) {
            byte first = bytes[position];
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return longVarint();
    }

    private long longVarint() throws MalformedException {
        int at = position;
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= limit) {
                throw malformed("the message ends inside a number", at);
            }
            byte next = bytes[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than 10 bytes", at);
    }

    public long fixed64() throws MalformedException {
        need(8);
        long value = (long) LONGS.get(bytes, position);
        position += 8;
        return value;
    }

    public int fixed32() throws MalformedException {
        need(4);
        int value = (int) INTS.get(bytes, position);
        position += 4;
        return value;
    }

    public double float64() throws MalformedException {
        return Double.longBitsToDouble(fixed64());
    }

    /// Passes over the value of a field.
    public void skip(int tag) throws MalformedException {
        skip(tag, 0);
    }

    /// The same `depth` messages deep.
    public void skip(int tag, int depth) throws MalformedException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> fixed64();
            case BYTES -> skip();
            case GROUP_START -> skipGroup(tag >>> 3, depth + 1);
            case FIXED32 -> fixed32();
            default -> throw malformed("wire type %d of field %d".formatted(tag & 7, tag >>> 3), position);
        }
    }

    /// Passes over a length and what it spans.
    public void skip() throws MalformedException {
        int length = length();
        position += length;
    }

    private void skipGroup(int number, int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw malformed("messages nested more than %d deep".formatted(MAX_DEPTH), position);
        }
        while (more()) {
            int tag = tag();
            if (tag == (number << 3 | GROUP_END)) {
                return;
            }
            skip(tag, depth);
        }
        throw malformed("the message ends inside a group", position);
    }

    private void need(int length) throws MalformedException {
        if (limit - position < length) {
            throw malformed("the message ends inside a number", position);
        }
    }

    /// `what`, and at which byte.
    public MalformedException malformed(String what, int at) {
        return new MalformedException(what + " at byte " + (at - start));
    }
}
