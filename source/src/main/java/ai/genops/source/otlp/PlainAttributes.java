package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.source.wire.Utf8;
import ai.genops.source.wire.WireReader;

/// Passes attributes that are what nearly all of them are: a short key, then one short text, number or boolean.
/// Requests consist of such attributes mostly, and asking the schema for each of their fields takes several times as
/// long.
///
/// Keys and texts of several attributes are looked at together: what stands between them, tags and lengths below 128,
/// is ASCII, so no character goes over. One thread at a time.
final class PlainAttributes {
    private static final int KEY = 1 << 3 | BYTES;
    private static final int VALUE = 2 << 3 | BYTES;
    private static final int STRING = 1 << 3 | BYTES;
    private static final int BOOL = 2 << 3 | VARINT;
    private static final int INT = 3 << 3 | VARINT;
    private static final int DOUBLE = 4 << 3 | FIXED64;

    private static final int NONE = -1;

    private final WireReader in;

    PlainAttributes(WireReader in) {
        this.in = in;
    }

    /// Passes all that follow each other, the first of which stands behind its tag; says whether it did. If not, it
    /// stands at an attribute behind its tag that is not plain, right or wrong.
    boolean pass(int tag) {
        byte[] bytes = in.bytes();
        int limit = in.limit();
        int at = in.position();
        int end = end(bytes, at, limit);
        if (end == NONE) {
            return false;
        }
        int unchecked = at;
        while (true) {
            int value = content(bytes, at);
            if (isBinary(bytes, value, end)) {
                int bad = Utf8.firstBad(bytes, unchecked, value);
                if (bad >= 0) {
                    return stopAt(bad, unchecked);
                }
                unchecked = end + 1;
            }
            at = end + 1;
            int next = end < limit && bytes[end] == tag ? end(bytes, at, limit) : NONE;
            if (next == NONE) {
                break;
            }
            end = next;
        }
        int bad = Utf8.firstBad(bytes, unchecked, end);
        if (bad >= 0) {
            return stopAt(bad, unchecked);
        }
        in.position(end);
        return true;
    }

    /// Goes to the attribute that has this byte.
    ///
    /// @param from the length of an attribute before it, or its own
    private boolean stopAt(int bad, int from) {
        byte[] bytes = in.bytes();
        int at = from;
        while (at + bytes[at] < bad) {
            at += bytes[at] + 2;
        }
        in.position(at);
        return false;
    }

    /// Where the attribute ends whose length stands at `at`, if it is plain but for its texts.
    private static int end(byte[] bytes, int at, int limit) {
        int left = limit - at;
        if (left < 7 || bytes[at] < 6 || bytes[at] >= left || bytes[at + 1] != KEY || bytes[at + 2] < 0) {
            return NONE;
        }
        int end = at + 1 + bytes[at];
        int content = content(bytes, at);
        if (end <= content || bytes[content - 3] != VALUE || bytes[content - 2] != end - content + 1) {
            return NONE;
        }
        boolean plain = switch (bytes[content - 1]) {
            case STRING -> bytes[content] == end - content - 1;
            case DOUBLE -> end - content == Double.BYTES;
            case INT, BOOL -> isVarint(bytes, content, end);
            default -> false;
        };
        return plain ? end : NONE;
    }

    /// Behind the key, and the value's tag, length and own tag.
    private static int content(byte[] bytes, int at) {
        return at + 3 + bytes[at + 2] + 3;
    }

    private static boolean isBinary(byte[] bytes, int content, int end) {
        byte type = bytes[content - 1];
        return type == DOUBLE || (type != STRING && end - content > 1);
    }

    private static boolean isVarint(byte[] bytes, int from, int end) {
        int last = from;
        while (last < end && bytes[last] < 0) {
            last++;
        }
        return last == end - 1 && end - from <= 10;
    }
}
