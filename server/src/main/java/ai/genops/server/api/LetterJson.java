package ai.genops.server.api;

import ai.genops.destination.delivery.DeadLetterBox;
import ai.genops.destination.delivery.Letter;
import ai.genops.event.JsonBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Dead letters as JSON, the same from the API and on the command line.
public final class LetterJson {
    private LetterJson() {}

    /// A file of letters.
    public static JsonBuffer summary(String destination, DeadLetterBox.Summary file, JsonBuffer out) {
        out.ascii("{\"destination\":").text(destination).ascii(",\"file\":").text(file.file());
        out.ascii(",\"letters\":").number(file.letters()).ascii(",\"bytes\":").number(file.bytes());
        if (file.letters() > 0) {
            out.ascii(",\"oldest_at\":").text(time(file.oldestSeconds()).toString());
        }
        out.ascii(",\"reasons\":{");
        String comma = "";
        for (var reason : file.reasons().entrySet()) {
            out.ascii(comma).text(reason.getKey()).raw(':').number(reason.getValue());
            comma = ",";
        }
        return out.ascii("}}");
    }

    /// A letter, with at most so many bytes of its body: as text, or in Base64 what is no UTF-8.
    public static JsonBuffer letter(String destination, String file, Letter letter, int maxBody, JsonBuffer out) {
        byte[] body = letter.bytes();
        byte[] shown = body.length <= maxBody ? body : Arrays.copyOf(body, maxBody);
        out.ascii("{\"destination\":").text(destination).ascii(",\"file\":").text(file);
        out.ascii(",\"time\":").text(time(letter.timeSeconds()).toString());
        out.ascii(",\"request\":")
                .text(letter.requestId())
                .ascii(",\"reason\":")
                .text(letter.reason());
        out.ascii(",\"sendable\":")
                .bool(letter.sendable())
                .ascii(",\"body_bytes\":")
                .number(body.length);
        out.ascii(",\"cut\":").bool(body.length > maxBody);
        String text = text(body) == null ? null : new String(shown, StandardCharsets.UTF_8);
        if (text == null) {
            out.ascii(",\"body_base64\":").text(Base64.getEncoder().encodeToString(shown));
        } else {
            out.ascii(",\"body\":").text(text);
        }
        return out.raw('}');
    }

    /// When, from seconds since 1970.
    public static Instant time(double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    /// Bytes as text; null if they are no UTF-8.
    public static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
