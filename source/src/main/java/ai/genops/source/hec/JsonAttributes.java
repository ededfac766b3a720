package ai.genops.source.hec;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.source.wire.WireWriter;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes JSON values as OTLP's attributes. Members of nested objects become attributes under dotted names, as Splunk
/// names them; nulls and empty objects are absent. What is nested too deep is kept as its JSON text.
final class JsonAttributes {
    private static final int ATTRIBUTES = 6;
    private static final int MAX_DEPTH = 12;
    /// A longer name would be repeated for every member below it.
    private static final int MAX_PREFIX_CHARS = 256;

    private final byte[] json;
    private final int offset;
    private final JsonParser in;
    private final Room room;

    /// Asked now and then while attributes are written.
    interface Room {
        /// Nothing happens if there is room.
        ///
        /// @throws HecRefusal if a request has become too large
        void check();
    }

    /// @param in reads `json` from `offset` on
    JsonAttributes(byte[] json, int offset, JsonParser in, Room room) {
        this.json = json;
        this.offset = offset;
        this.in = in;
        this.room = room;
    }

    /// The members of the object that the parser has entered, up to its end.
    void members(String prefix, WireWriter out, int depth) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix.isEmpty() ? in.currentName() : prefix + "." + in.currentName();
            in.nextToken();
            member(name, out, depth);
        }
    }

    /// The current value under a name.
    void member(String name, WireWriter out, int depth) throws IOException {
        room.check();
        JsonToken token = in.currentToken();
        if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH && name.length() <= MAX_PREFIX_CHARS) {
            members(name, out, depth + 1);
        } else if (token != JsonToken.VALUE_NULL) {
            out.tag(ATTRIBUTES, BYTES);
            pair(name, out, depth);
        }
    }

    private void pair(String name, WireWriter out, int depth) throws IOException {
        int pair = out.open(1);
        out.tag(1, BYTES).text(name).tag(2, BYTES);
        any(out, depth);
        out.close(pair, 1);
    }

    /// Writes an `AnyValue`, length first.
    private void any(WireWriter out, int depth) throws IOException {
        int any = out.open(1);
        switch (in.currentToken()) {
            case VALUE_TRUE, VALUE_FALSE -> out.tag(2, VARINT).raw(in.currentToken() == JsonToken.VALUE_TRUE ? 1 : 0);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(out);
            case START_ARRAY -> {
                if (depth < MAX_DEPTH) {
                    list(out, depth + 1);
                } else {
                    text(skipped(), out);
                }
            }
            case START_OBJECT -> {
                if (depth < MAX_DEPTH) {
                    object(out, depth + 1);
                } else {
                    text(skipped(), out);
                }
            }
            case VALUE_NULL -> {}
            default -> text(in.getText(), out);
        }
        out.close(any, 1);
    }

    private void number(WireWriter out) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() != NumberType.BIG_INTEGER) {
            out.tag(3, VARINT).varint(in.getLongValue());
            return;
        }
        double value = in.getDoubleValue();
        if (Double.isInfinite(value)) {
            text(in.getText(), out); // no number of ours, and not to be lost
        } else {
            out.tag(4, FIXED64).fixed64(Double.doubleToRawLongBits(value));
        }
    }

    private void list(WireWriter out, int depth) throws IOException {
        out.tag(5, BYTES);
        int list = out.open(1);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            room.check();
            out.tag(1, BYTES);
            any(out, depth);
        }
        out.close(list, 1);
    }

    private void object(WireWriter out, int depth) throws IOException {
        out.tag(6, BYTES);
        int object = out.open(1);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            room.check();
            String name = in.currentName();
            if (in.nextToken() != JsonToken.VALUE_NULL) {
                out.tag(1, BYTES);
                pair(name, out, depth);
            }
        }
        out.close(object, 1);
    }

    /// The JSON text of the current value, which is passed over.
    private String skipped() throws IOException {
        int from = start(in);
        in.skipChildren();
        int to = end(in);
        return new String(json, offset + from, to - from, StandardCharsets.UTF_8);
    }

    /// Where the current token begins in what the parser was given.
    static int start(JsonParser in) {
        return (int) in.currentTokenLocation().getByteOffset();
    }

    /// Where the current object or list, just closed, ends.
    static int end(JsonParser in) {
        return (int) in.currentTokenLocation().getByteOffset() + 1;
    }

    private static void text(String text, WireWriter out) {
        out.tag(1, BYTES).text(text);
    }
}
