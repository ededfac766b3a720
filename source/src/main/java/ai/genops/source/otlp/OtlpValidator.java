package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.MAX_DEPTH;

import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.Utf8;
import ai.genops.source.wire.WireReader;

/// Checks a request before it is acknowledged, so that the log holds only what [OtlpDecoder] can read: the structure
/// down to every value, text in UTF-8, ids of their lengths. One pass, nothing is copied or made. It accepts what
/// Google's generated readers accept, unknown fields included, but for ids of a wrong length, even if a right one
/// follows, and numbers of more than ten bytes, which those let pass in some places.
/// One thread at a time.
public final class OtlpValidator {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final WireReader in = new WireReader();
    private final PlainAttributes attributes = new PlainAttributes(in);
    private int events;

    /// The number of spans, log records or data points in a request.
    public int validate(Signal signal, byte[] bytes, int offset, int length) throws MalformedException {
        in.over(bytes, offset, length);
        events = 0;
        fields(signal.request(), 0);
        return events;
    }

    private void fields(Message message, int depth) throws MalformedException {
        while (in.more()) {
            int tag = in.tag();
            Field field = message.field(tag >>> 3);
            int wireType = tag & 7;
            if (field != null && wireType == field.type().wireType) {
                if (field.message() != Schema.KEY_VALUE || depth >= MAX_DEPTH - 1 || !attributes.pass(tag)) {
                    value(message, field, depth);
                }
            } else if (field != null
                    && wireType == BYTES
                    && field.repeated()
                    && field.type().packs()) {
                packed(field);
            } else {
                in.skip(tag, depth);
            }
        }
    }

    private void value(Message message, Field field, int depth) throws MalformedException {
        switch (field.type()) {
            case MESSAGE -> nested(field, depth + 1);
            case STRING -> string(message, field);
            case BYTES -> in.skip();
            case TRACE_ID -> id(message, field, TRACE_ID_BYTES);
            case SPAN_ID -> id(message, field, SPAN_ID_BYTES);
            case BOOL, ENUM, INT32, UINT32, SINT32, INT64, UINT64 -> in.varint();
            case FIXED64, SFIXED64, DOUBLE -> in.fixed64();
            case FIXED32 -> in.fixed32();
        }
    }

    private void nested(Field field, int depth) throws MalformedException {
        Message message = field.message();
        if (message == null) {
            throw new IllegalStateException("no message in " + field);
        }
        if (depth > MAX_DEPTH) {
            throw in.malformed("messages nested more than %d deep".formatted(MAX_DEPTH), in.position());
        }
        if (message.isEvent()) {
            events++;
        }
        int outer = in.enter();
        fields(message, depth);
        in.leave(outer);
    }

    private void string(Message message, Field field) throws MalformedException {
        int length = in.length();
        int from = in.position();
        int bad = Utf8.firstBad(in.bytes(), from, from + length);
        if (bad >= 0) {
            throw in.malformed(name(message, field) + " is not UTF-8", bad);
        }
        in.position(from + length);
    }

    private void id(Message message, Field field, int wanted) throws MalformedException {
        int at = in.position();
        int length = in.length();
        if (length != wanted && length != 0) {
            throw in.malformed(name(message, field) + " has %d bytes instead of %d".formatted(length, wanted), at);
        }
        in.position(in.position() + length);
    }

    private void packed(Field field) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            switch (field.type().wireType) {
                case WireReader.VARINT -> in.varint();
                case WireReader.FIXED64 -> in.fixed64();
                default -> in.fixed32();
            }
        }
        in.leave(outer);
    }

    private static String name(Message message, Field field) {
        return message.name() + "." + field.name();
    }
}
