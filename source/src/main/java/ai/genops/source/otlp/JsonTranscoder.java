package ai.genops.source.otlp;

import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import ai.genops.source.wire.WireWriter;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/// Turns OTLP/JSON into the protobuf of the same request, so that the log holds one form and everything behind it
/// reads one form. What is accepted: the OTLP specification, "JSON Protobuf Encoding", with protobuf's own JSON
/// mapping behind it: hex ids, enumerations as numbers or names, 64-bit integers as numbers or texts, base64,
/// unknown members and nulls passed over, members in any order.
///
/// One per thread; parsing is one pass without an object per value.
public final class JsonTranscoder {
    /// Member names come from clients, so they do not go into the JVM's own table of strings.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private static final int KEPT_BYTES = 1 << 20;

    private final int maxBytes;
    private final WireWriter out = new WireWriter(64 << 10);
    private final PlainJson plain = new PlainJson();
    private int events;

    /// @param maxBytes the most that a request may become
    public JsonTranscoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Reads a request; [#output] then has its protobuf. Returns the number of its events.
    public int transcode(Signal signal, byte[] json, int offset, int length) throws MalformedException {
        out.clear(KEPT_BYTES);
        int plainly = plain.transcode(signal.request(), json, offset, length, out);
        if (plainly != PlainJson.NOT_PLAIN && out.size() <= maxBytes) {
            return plainly;
        }
        return transcodeAnything(signal, json, offset, length);
    }

    /// The same, of JSON that need not be plain.
    int transcodeAnything(Signal signal, byte[] json, int offset, int length) throws MalformedException {
        out.clear();
        events = 0;
        try (JsonParser in = JSON.createParser(json, offset, length)) {
            try {
                request(in, signal);
            } catch (JsonProcessingException e) {
                throw JsonErrors.malformed(in, e);
            }
            return events;
        } catch (IOException e) {
            throw new MalformedException("cannot be read as JSON: " + e.getMessage());
        }
    }

    /// A request without a body: no events, no output.
    public int transcodeNothing() {
        out.clear();
        return 0;
    }

    /// What the last request became: the first [WireWriter#size] bytes of the array.
    public WireWriter output() {
        return out;
    }

    private void request(JsonParser in, Signal signal) throws IOException, MalformedException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw JsonErrors.at(in, "a request must be a JSON object");
        }
        object(in, signal.request(), 0);
        if (in.nextToken() != null) {
            throw JsonErrors.at(in, "something follows the request's closing brace");
        }
    }

    /// Reads members up to the closing brace.
    private void object(JsonParser in, Message message, int depth) throws IOException, MalformedException {
        int expected = 0;
        while (true) {
            Field field = message.field(in, expected);
            if (in.currentToken() != JsonToken.FIELD_NAME) {
                break;
            }
            expected = field == null ? expected : field.number() + 1;
            JsonToken token = in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                member(in, token, field, depth);
            }
        }
        if (out.size() > maxBytes) {
            throw JsonErrors.at(in, "the request becomes larger than %d bytes".formatted(maxBytes));
        }
    }

    private void member(JsonParser in, JsonToken token, Field field, int depth) throws IOException, MalformedException {
        if (!field.repeated()) {
            single(in, field, depth);
        } else if (token != JsonToken.START_ARRAY) {
            throw JsonErrors.wrong(in, field, "a list");
        } else if (field.type().packs()) {
            packed(in, field);
        } else {
            list(in, field, depth);
        }
    }

    /// A null in a list of values is a value without content; in any other list it is nothing.
    private void list(JsonParser in, Field field, int depth) throws IOException, MalformedException {
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token != JsonToken.VALUE_NULL) {
                single(in, field, depth);
            } else if (field.message() == Schema.ANY_VALUE) {
                out.tag(field.number(), WireReader.BYTES).varint(0);
            }
        }
    }

    private void packed(JsonParser in, Field field) throws IOException, MalformedException {
        out.tag(field.number(), WireReader.BYTES);
        int opened = out.open(1);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            JsonScalars.write(in, field, out);
        }
        out.close(opened, 1);
    }

    private void single(JsonParser in, Field field, int depth) throws IOException, MalformedException {
        Message message = field.message();
        out.tag(field.number(), field.type().wireType);
        if (message == null) {
            JsonScalars.write(in, field, out);
        } else {
            nested(in, field, message, depth + 1);
        }
    }

    private void nested(JsonParser in, Field field, Message message, int depth) throws IOException, MalformedException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw JsonErrors.wrong(in, field, "an object");
        }
        if (depth > WireReader.MAX_DEPTH) {
            throw JsonErrors.at(in, "nested more than %d deep".formatted(WireReader.MAX_DEPTH));
        }
        if (message.isEvent()) {
            events++;
        }
        int opened = out.open(message.lengthBytes());
        object(in, message, depth);
        out.close(opened, message.lengthBytes());
    }
}
