package ai.genops.event;

import java.nio.charset.StandardCharsets;

/// Where a text stands as UTF-8: nothing is copied. Used again and again; one thread at a time. What is in it holds
/// until the next event.
public final class Utf8 {
    private byte[] bytes = {};
    private int offset;
    private int length;

    void at(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    public int length() {
        return length;
    }

    public byte at(int place) {
        return bytes[offset + place];
    }

    @Override
    public String toString() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
