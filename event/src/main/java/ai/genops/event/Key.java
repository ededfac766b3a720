package ai.genops.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The name of an attribute. Equal names are the same object, so names are compared by identity on the way of an
/// event; a number makes them places in an array.
public final class Key {
    private final String name;
    private final int id;
    private final byte[] utf8;
    private final ReadyJson member;

    Key(String name, int id) {
        this.name = name;
        this.id = id;
        this.utf8 = name.getBytes(StandardCharsets.UTF_8);
        this.member = ReadyJson.member(name);
    }

    /// The key of this name.
    public static Key of(String name) {
        return Keys.GLOBAL.of(name);
    }

    /// The key whose name stands in `buffer` as UTF-8, without making a String for a name seen before.
    public static Key of(byte[] buffer, int offset, int length) {
        return Keys.GLOBAL.of(buffer, offset, length);
    }

    public String name() {
        return name;
    }

    /// Whether the name is what stands in `buffer` as UTF-8: cheaper than [#of] for a reader that expects this one
    /// next.
    public boolean isWritten(byte[] buffer, int offset, int length) {
        return utf8.length == length && Arrays.equals(utf8, 0, length, buffer, offset, offset + length);
    }

    /// Dense from 0, below [Keys#MAX_KEYS]; -1 for a name that came after the table was full.
    int id() {
        return id;
    }

    byte[] utf8() {
        return utf8;
    }

    ReadyJson member() {
        return member;
    }

    boolean is(Key other) {
        return this == other || (id < 0 && other.id < 0 && name.equals(other.name));
    }

    @Override
    public String toString() {
        return name;
    }
}
