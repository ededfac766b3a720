package ai.genops.destination.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// An event that a destination refused for good.
///
/// @param timeSeconds when, in seconds since 1970
/// @param requestId of the request it was refused in
/// @param reason without secrets
/// @param body as it was sent, read-only; where `secrets` is not `NONE`, without them
/// @param sendable whether it can be sent again: not what could not be written for the destination at all, nor a body
///     whose secrets cannot be put back
public record Letter(
        double timeSeconds,
        String requestId,
        String reason,
        ByteBuffer body,
        Secrets secrets,
        boolean sendable,
        Place place) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Whether secrets were taken out of the body, and can be put back.
    public enum Secrets {
        NONE,
        MARKED,
        LOST
    }

    /// Where in the log it comes from: its batch, and its place in that.
    record Place(long first, long next, long millis, int index) {}

    static Letter parse(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a dead letter: " + line);
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getText());
            }
        }
        boolean base64 = fields.containsKey("body_base64");
        byte[] body = base64
                ? Base64.getDecoder().decode(fields.get("body_base64"))
                : fields.getOrDefault("body", "").getBytes(StandardCharsets.UTF_8);
        Secrets secrets = switch (fields.getOrDefault("secrets", "")) {
            case "" -> Secrets.NONE;
            case "marked" -> Secrets.MARKED;
            default -> Secrets.LOST;
        };
        boolean placed = fields.containsKey("place");
        boolean sendable = placed && secrets != Secrets.LOST && !fields.containsKey("unencodable");
        Place place = new Place(number(fields, "first"), number(fields, "next"), number(fields, "millis"), (int)
                number(fields, "place"));
        return new Letter(
                Double.parseDouble(fields.getOrDefault("time", "0")),
                fields.getOrDefault("request", ""),
                fields.getOrDefault("reason", ""),
                ByteBuffer.wrap(body).asReadOnlyBuffer(),
                secrets,
                sendable,
                place);
    }

    /// The body as bytes.
    public byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }
}
