package ai.genops.source.otlp;

import static ai.genops.source.otlp.JsonCursor.require;

import ai.genops.source.otlp.JsonCursor.NotPlain;
import ai.genops.source.wire.WireWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns OTLP/JSON into protobuf in one pass over its bytes, as long as it is plain: known members, none of
/// them null, strings with the short escapes, integers below 2^63, as exporters write it. At the first thing
/// that is not plain, right or wrong, it gives up: [JsonTranscoder] reads everything and says what is wrong.
///
/// A client's events mostly carry the same attributes in the same order, so what an attribute began with that
/// stood at a place last time is compared first: [AttributeStart].
///
/// Reused; one thread at a time.
final class PlainJson {
    static final int NOT_PLAIN = -1;

    /// Deeper values are rare, and bounded elsewhere.
    private static final int MAX_DEPTH = 24;
    /// A power of two.
    private static final int STARTS = 128;

    private final JsonCursor in = new JsonCursor();
    private WireWriter out = new WireWriter(0);
    private int events;

    private final @Nullable AttributeStart[] starts = new AttributeStart[STARTS];
    /// How many attributes were read since the last event began.
    private int place;

    /// The scalar that was read last, and where it stands.
    private @Nullable Field scalar;

    private int scalarAt;
    private int scalars;

    /// Writes a request to `out` and returns the number of its events; or [#NOT_PLAIN], with anything in `out`.
    int transcode(Message request, byte[] json, int offset, int length, WireWriter out) {
        this.out = out;
        in.begin(json, offset, length);
        events = 0;
        place = 0;
        try {
            object(request, 0);
            in.finish();
            return events;
        } catch (NotPlain e) {
            return NOT_PLAIN;
        }
    }

    private void object(Message message, int depth) {
        require(depth < MAX_DEPTH && in.next() == '{');
        if (in.peek() == '}') {
            in.next();
            return;
        }
        int expected = 0;
        do {
            Field field = in.member(message, expected);
            expected = field.number() + 1;
            if (field.repeated()) {
                list(field, depth);
            } else {
                single(field, depth);
            }
        } while (hasAnother('}'));
    }

    private void list(Field field, int depth) {
        require(!field.type().packs() && in.next() == '[');
        if (in.peek() == ']') {
            in.next();
            return;
        }
        boolean attributes = field.message() == Schema.KEY_VALUE;
        do {
            if (attributes) {
                attribute(field, depth);
            } else {
                single(field, depth);
            }
        } while (hasAnother(']'));
    }

    /// Passes a comma, or what closes.
    private boolean hasAnother(int close) {
        byte found = in.next();
        require(found == ',' || found == close);
        return found == ',';
    }

    /// Reads an attribute as the last one at this place was read, if it begins with the same bytes.
    private void attribute(Field field, int depth) {
        int slot = place++ & (STARTS - 1);
        in.peek();
        AttributeStart known = starts[slot];
        if (known != null && in.passes(known.json())) {
            int opened = out.tag(field.number(), field.type().wireType).open(1);
            int value = out.raw(known.wire()).open(1);
            scalar(known.value());
            out.close(value, 1);
            require(in.next() == '}'); // of the value
            require(in.next() == '}'); // of the attribute
            out.close(opened, 1);
            return;
        }
        int from = in.position();
        int written = out.size();
        int before = scalars;
        single(field, depth);
        if (scalar != null && scalars - before == 2) {
            starts[slot] = AttributeStart.of(in.copy(from, scalarAt), scalar, out, written);
        }
    }

    private void single(Field field, int depth) {
        if (field.type() == FieldType.MESSAGE) {
            out.tag(field.number(), field.type().wireType);
            nested(field, depth);
        } else {
            in.peek();
            scalars++;
            scalar = field;
            scalarAt = in.position();
            scalar(field);
        }
    }

    private void nested(Field field, int depth) {
        Message message = Objects.requireNonNull(field.message());
        if (message.isEvent()) {
            events++;
            place = 0;
        }
        int opened = out.open(message.lengthBytes());
        object(message, depth + 1);
        out.close(opened, message.lengthBytes());
    }

    /// Reads a value and writes it with its tag.
    private void scalar(Field field) {
        out.tag(field.number(), field.type().wireType);
        switch (field.type()) {
            case STRING -> in.text(out);
            case TRACE_ID -> in.id(16, out);
            case SPAN_ID -> in.id(8, out);
            case BOOL -> out.varint(in.bool() ? 1 : 0);
            case ENUM, INT32 -> out.varint(in.bounded(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> out.varint(in.bounded(0, 0xffff_ffffL));
            case INT64 -> out.varint(in.integer(true));
            case UINT64 -> out.varint(in.integer(false));
            case FIXED32 -> out.fixed32((int) in.bounded(0, 0xffff_ffffL));
            case FIXED64 -> out.fixed64(in.integer(false));
            case SFIXED64 -> out.fixed64(in.integer(true));
            case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(in.decimal()));
            case MESSAGE, BYTES, SINT32 -> throw new NotPlain();
        }
    }
}
