package ai.genops.source.otlp;

import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireWriter;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/// Values of fields that are no messages, from JSON to the wire.
final class JsonScalars {
    private JsonScalars() {}

    /// Writes the current value, without its tag.
    static void write(JsonParser in, Field field, WireWriter out) throws IOException, MalformedException {
        switch (field.type()) {
            case STRING -> text(in, field, out);
            case BYTES -> binary(in, field, out);
            case TRACE_ID -> id(in, field, 16, out);
            case SPAN_ID -> id(in, field, 8, out);
            case BOOL -> out.varint(bool(in, field) ? 1 : 0);
            case ENUM -> out.varint(enumeration(in, field));
            case INT32 -> out.varint(JsonNumbers.integer(in, field, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> out.varint(JsonNumbers.integer(in, field, 0, 0xffff_ffffL));
            case SINT32 -> out.varint(zigzag(JsonNumbers.integer(in, field, Integer.MIN_VALUE, Integer.MAX_VALUE)));
            case INT64 -> out.varint(JsonNumbers.integer(in, field, Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> out.varint(JsonNumbers.unsigned(in, field));
            case FIXED32 -> out.fixed32((int) JsonNumbers.integer(in, field, 0, 0xffff_ffffL));
            case FIXED64 -> out.fixed64(JsonNumbers.unsigned(in, field));
            case SFIXED64 -> out.fixed64(JsonNumbers.integer(in, field, Long.MIN_VALUE, Long.MAX_VALUE));
            case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(JsonNumbers.decimal(in, field)));
            case MESSAGE -> throw new IllegalStateException(field + " is no scalar");
        }
    }

    private static void text(JsonParser in, Field field, WireWriter out) throws IOException, MalformedException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw JsonErrors.wrong(in, field, "a text");
        }
        char[] text = in.getTextCharacters();
        int from = in.getTextOffset();
        int length = in.getTextLength();
        int guess = length < 128 ? 1 : 2;
        int opened = out.open(guess);
        out.utf8(text, from, from + length).close(opened, guess);
    }

    private static void binary(JsonParser in, Field field, WireWriter out) throws IOException, MalformedException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw JsonErrors.wrong(in, field, "base64 text");
        }
        String text = in.getText();
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        byte[] bytes;
        try {
            bytes = (urlSafe ? Base64Variants.MODIFIED_FOR_URL : Base64Variants.MIME_NO_LINEFEEDS)
                    .withPaddingAllowed()
                    .decode(text);
        } catch (IllegalArgumentException e) {
            throw JsonErrors.wrong(in, field, "base64 text");
        }
        out.varint(bytes.length).raw(bytes);
    }

    private static void id(JsonParser in, Field field, int bytes, WireWriter out)
            throws IOException, MalformedException {
        int length = in.currentToken() == JsonToken.VALUE_STRING ? in.getTextLength() : -1;
        if (length == 0) {
            out.varint(0);
            return;
        }
        if (length != bytes * 2) {
            throw noId(in, field, bytes);
        }
        char[] text = in.getTextCharacters();
        int from = in.getTextOffset();
        out.varint(bytes);
        for (int i = from; i < from + length; i += 2) {
            int value = Character.digit(text[i], 16) << 4 | Character.digit(text[i + 1], 16);
            if (value < 0 || text[i] > 'f' || text[i + 1] > 'f') {
                throw noId(in, field, bytes);
            }
            out.raw(value);
        }
    }

    private static MalformedException noId(JsonParser in, Field field, int bytes) throws IOException {
        return JsonErrors.wrong(in, field, "%d hexadecimal digits".formatted(bytes * 2));
    }

    private static boolean bool(JsonParser in, Field field) throws IOException, MalformedException {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw JsonErrors.wrong(in, field, "true or false");
        };
    }

    /// A number, or a name with or without the prefix that all names of the enumeration have.
    private static long enumeration(JsonParser in, Field field) throws IOException, MalformedException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            String text = in.getText();
            List<String> names = field.names();
            String first = names.getFirst();
            String prefix = first.substring(0, first.lastIndexOf('_') + 1);
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equals(text) || names.get(i).equals(prefix + text)) {
                    return i;
                }
            }
            if (!text.matches("-?[0-9.eE+]+")) {
                throw JsonErrors.wrong(in, field, "a number or a name such as `%s`".formatted(names.getLast()));
            }
        }
        return JsonNumbers.integer(in, field, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }
}
