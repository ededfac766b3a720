package ai.genops.source.otlp;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads attributes: `KeyValue` and `AnyValue` of opentelemetry/proto/common/v1/common.proto. An attribute without a
/// value is absent.
///
/// A client's spans mostly carry the same attributes in the same order, so the key that stood at a place last time is
/// tried first, which spares hashing its name.
final class AttributeReader {
    private static final int STRING = 1 << 3 | WireReader.BYTES;
    private static final int BOOL = 2 << 3 | WireReader.VARINT;
    private static final int INT = 3 << 3 | WireReader.VARINT;
    private static final int DOUBLE = 4 << 3 | WireReader.FIXED64;
    private static final int ARRAY = 5 << 3 | WireReader.BYTES;
    private static final int LIST = 6 << 3 | WireReader.BYTES;
    private static final int BINARY = 7 << 3 | WireReader.BYTES;

    private static final int KEY = 1 << 3 | WireReader.BYTES;
    private static final int VALUE = 2 << 3 | WireReader.BYTES;
    private static final int VALUES = 1 << 3 | WireReader.BYTES;

    private static final int EXPECTED = 128;

    private final WireReader in;
    private final Key[] expected = new Key[EXPECTED];
    private int place;

    AttributeReader(WireReader in) {
        this.in = in;
        Arrays.fill(expected, Key.of(""));
    }

    /// A new set of attributes begins.
    void begin() {
        place = 0;
    }

    /// Reads one attribute, length first.
    void read(Attributes into) throws MalformedException {
        if (!plain(into)) {
            int outer = in.enter();
            any(into);
            in.leave(outer);
        }
    }

    /// Reads an attribute, length first, if it is as nearly all of them are, a short key, then one short value of a
    /// simple type; if not, says so and reads nothing. Field by field takes twice as long.
    private boolean plain(Attributes into) throws MalformedException {
        byte[] bytes = in.bytes();
        int at = in.position();
        int left = in.limit() - at;
        if (left < 7 || bytes[at] < 6 || bytes[at] >= left || bytes[at + 1] != KEY || bytes[at + 2] < 0) {
            return false;
        }
        int end = at + 1 + bytes[at];
        int key = at + 3;
        int value = key + bytes[at + 2];
        if (end - value < 4 || bytes[value] != VALUE || bytes[value + 1] != end - value - 2) {
            return false;
        }
        int content = value + 3;
        switch (bytes[value + 2]) {
            case STRING -> {
                if (bytes[content] != end - content - 1) {
                    return false;
                }
                into.addText(key(key, value - key), content + 1, end - content - 1);
            }
            case DOUBLE -> {
                if (end - content != Double.BYTES) {
                    return false;
                }
                in.position(content);
                into.addDouble(key(key, value - key), in.float64());
            }
            case INT -> {
                in.position(content);
                long number = in.varint();
                if (in.position() != end) {
                    in.position(at);
                    return false;
                }
                into.addLong(key(key, value - key), number);
            }
            default -> {
                return false;
            }
        }
        in.position(end);
        return true;
    }

    private void any(Attributes into) throws MalformedException {
        Key key = null;
        int value = -1;
        while (in.more()) {
            int tag = in.tag();
            if (tag == KEY) {
                key = key();
            } else if (tag == VALUE) {
                value = in.position();
                in.skip();
            } else {
                in.skip(tag);
            }
        }
        if (value >= 0) {
            in.position(value);
            value(key == null ? Key.of("") : key, into);
        }
    }

    /// Reads one value, length first, as the value of `key`.
    void value(Key key, Attributes into) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case STRING -> {
                    int length = in.length();
                    into.addText(key, in.position(), length);
                    in.position(in.position() + length);
                }
                case BOOL -> into.addBoolean(key, in.varint() != 0);
                case INT -> into.addLong(key, in.varint());
                case DOUBLE -> into.addDouble(key, in.float64());
                case ARRAY -> into.add(key, array(1));
                case LIST -> into.add(key, map(1));
                case BINARY -> into.add(key, binary());
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    /// Reads one attribute, length first, into a map.
    void read(Map<String, Object> into) throws MalformedException {
        entry(into, 0);
    }

    /// Reads a length and a text.
    String text() throws MalformedException {
        int length = in.length();
        String text = new String(in.bytes(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }

    private Key key() throws MalformedException {
        int length = in.length();
        int from = in.position();
        in.position(from + length);
        return key(from, length);
    }

    private Key key(int from, int length) {
        int slot = place++ & EXPECTED - 1;
        Key key = expected[slot];
        if (!key.isWritten(in.bytes(), from, length)) {
            key = Key.of(in.bytes(), from, length);
            expected[slot] = key;
        }
        return key;
    }

    private List<@Nullable Object> array(int depth) throws MalformedException {
        List<@Nullable Object> values = new ArrayList<>();
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            if (tag == VALUES) {
                values.add(any(depth));
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        return values;
    }

    private Map<String, Object> map(int depth) throws MalformedException {
        Map<String, Object> values = new LinkedHashMap<>();
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            if (tag == VALUES) {
                entry(values, depth);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        return values;
    }

    private void entry(Map<String, Object> into, int depth) throws MalformedException {
        int outer = in.enter();
        String key = "";
        Object value = null;
        while (in.more()) {
            int tag = in.tag();
            if (tag == KEY) {
                int length = in.length();
                key = Key.of(in.bytes(), in.position(), length).name();
                in.position(in.position() + length);
            } else if (tag == VALUE) {
                value = any(depth);
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        if (value != null) {
            into.put(key, value);
        }
    }

    private @Nullable Object any(int depth) throws MalformedException {
        if (depth > WireReader.MAX_DEPTH) {
            throw in.malformed("values nested more than %d deep".formatted(WireReader.MAX_DEPTH), in.position());
        }
        int outer = in.enter();
        Object value = null;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case STRING -> value = text();
                case BOOL -> value = in.varint() != 0;
                case INT -> value = in.varint();
                case DOUBLE -> value = in.float64();
                case ARRAY -> value = array(depth + 1);
                case LIST -> value = map(depth + 1);
                case BINARY -> value = binary();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        return value;
    }

    private byte[] binary() throws MalformedException {
        int length = in.length();
        int from = in.position();
        in.position(from + length);
        return Arrays.copyOfRange(in.bytes(), from, from + length);
    }
}
