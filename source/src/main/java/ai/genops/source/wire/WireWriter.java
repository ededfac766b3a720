package ai.genops.source.wire;

import ai.genops.event.Eights;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes protobuf into a growing array, nested messages in place: their length is guessed when they are opened
/// and moved into shape when they are closed. Reused by [#clear]; one thread at a time.
public final class WireWriter {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /// A text up to here has a length of one byte.
    private static final int SHORT = 128;

    private byte[] bytes;
    private int size;

    public WireWriter(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public void clear() {
        size = 0;
    }

    /// Clears, and lets an array that has grown beyond `keptBytes` go.
    public void clear(int keptBytes) {
        size = 0;
        if (bytes.length > keptBytes) {
            bytes = new byte[keptBytes];
        }
    }

    public int size() {
        return size;
    }

    /// What is written stands at the start of this array, until the next write.
    public byte[] array() {
        return bytes;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public WireWriter tag(int number, int wireType) {
        return varint((long) number << 3 | wireType);
    }

    public WireWriter varint(long value) {
        room(10);
        if ((value & ~0x7fL) == 0) {
            bytes[size++] = (byte) value;
            return this;
        }
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    public WireWriter fixed64(long value) {
        room(8);
        Eights.put(bytes, size, value);
        size += 8;
        return this;
    }

    public WireWriter fixed32(int value) {
        room(4);
        INTS.set(bytes, size, value);
        size += 4;
        return this;
    }

    public WireWriter raw(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public WireWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    public WireWriter raw(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return this;
    }

    /// A length and the text as UTF-8.
    public WireWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return varint(utf8.length).raw(utf8);
    }

    /// A length and the text that stands in JSON from `from` on and up to a quote before `end`, looked at and
    /// copied eight bytes at a time: if it is short and of ASCII without escapes, which most are. Says where
    /// the quote stands; if it is another text, writes nothing and says -1.
    public int shortText(byte[] json, int from, int end) {
        room(SHORT + Long.BYTES);
        byte[] to = bytes;
        int ahead = size + 1 - from;
        int last = Math.min(end, from + SHORT) - Long.BYTES;
        for (int i = from; i <= last; i += Long.BYTES) {
            long eight = Eights.get(json, i);
            Eights.put(to, ahead + i, eight);
            long found = Eights.escaped(eight) | (eight & Eights.NOT_ASCII);
            if (found != 0) {
                int stop = i + Eights.before(found);
                if (json[stop] != '"') {
                    return -1;
                }
                to[size] = (byte) (stop - from);
                size = ahead + stop;
                return stop;
            }
        }
        return -1;
    }

    /// The characters as UTF-8, without a length. Half a surrogate pair becomes U+FFFD.
    public WireWriter utf8(char[] text, int from, int to) {
        room((to - from) * 3);
        int ascii = from;
        byte[] target = bytes;
        for (int at = size; ascii < to && text[ascii] < 0x80; ascii++) {
            target[at++] = (byte) text[ascii];
        }
        size += ascii - from;
        for (int i = ascii; i < to; i++) {
            char c = text[i];
            if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text[i + 1])) {
                codePoint(Character.toCodePoint(c, text[++i]));
            } else {
                codePoint(Character.isSurrogate(c) ? 0xfffd : c);
            }
        }
        return this;
    }

    private void codePoint(int c) {
        if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | c >> 6);
        } else {
            if (c < 0x10000) {
                bytes[size++] = (byte) (0xe0 | c >> 12);
            } else {
                bytes[size++] = (byte) (0xf0 | c >> 18);
                bytes[size++] = (byte) (0x80 | ((c >> 12) & 0x3f));
            }
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        }
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
    }

    /// Opens something whose length stands before it and probably takes `lengthBytes`; [#close] wants what this
    /// returns, and the same guess.
    public int open(int lengthBytes) {
        room(lengthBytes);
        size += lengthBytes;
        return size;
    }

    public WireWriter close(int opened, int lengthBytes) {
        int length = size - opened;
        if (lengthBytes == 1 && length < SHORT) {
            bytes[opened - 1] = (byte) length;
            return this;
        }
        int needed = varintBytes(length);
        int shift = needed - lengthBytes;
        if (shift != 0) {
            room(Math.max(shift, 0));
            System.arraycopy(bytes, opened, bytes, opened + shift, length);
        }
        size = opened - lengthBytes;
        varint(length);
        size += length;
        return this;
    }

    private static int varintBytes(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }

    private void room(int length) {
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
    }
}
