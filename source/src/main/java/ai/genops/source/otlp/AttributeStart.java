package ai.genops.source.otlp;

import ai.genops.source.wire.WireReader;
import ai.genops.source.wire.WireWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What an attribute of JSON begins with, up to its value, and the protobuf that this becomes: whoever stands
/// before an attribute and finds these bytes writes those, and goes on with the value, without reading what it
/// knows.
///
/// ```
///   {"key":"gen_ai.system","value":{"stringValue":"openai"}}
///   ^------------------ json ----------------------^
///   11 · 0a 0d gen_ai.system 12 · 06 · 0a 06 openai
///        ^------- wire ------^
/// ```
///
/// @param wire the key and the tag of the value, without the attribute's length and the value's
/// @param value the field of `AnyValue` that follows
@SuppressWarnings("ArrayRecordComponent") // never compared
record AttributeStart(byte[] json, byte[] wire, Field value) {
    private static final int KEY = 1 << 3 | WireReader.BYTES;
    private static final int VALUE = 2 << 3 | WireReader.BYTES;
    /// Longer ones are rare, and not kept: a client chooses how long they are.
    private static final int MAX_LENGTH = 256;

    /// Of an attribute that was just written from `from` on, its tag first, in which `value` was the second of
    /// two scalars; null if it is not short, or has another form than a key and a value of one member.
    static @Nullable AttributeStart of(byte[] json, Field value, WireWriter out, int from) {
        byte[] wire = out.array();
        int key = from + 2;
        int keyEnd = key + 2 + wire[key + 1];
        boolean plain = json.length <= MAX_LENGTH
                && out.size() - key == wire[from + 1]
                && wire[key] == KEY
                && keyEnd < out.size() - 2
                && wire[keyEnd] == VALUE
                && wire[keyEnd + 1] == out.size() - keyEnd - 2
                && wire[keyEnd + 2] == (value.number() << 3 | value.type().wireType)
                && value.equals(Schema.ANY_VALUE.field(value.number()));
        return plain ? new AttributeStart(json, Arrays.copyOfRange(wire, key, keyEnd + 1), value) : null;
    }
}
