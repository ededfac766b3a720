package ai.genops.server.audit;

import ai.genops.event.JsonBuffer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The ledger's lines: a change when it begins, and its end.
final class ChangeLines {
    private static final JsonFactory JSON = new JsonFactory();

    private ChangeLines() {}

    static String begin(ChangeRecord change) {
        var out = new JsonBuffer(256).ascii("{\"number\":").number(change.number());
        out.ascii(",\"time\":").text(change.time().toString());
        out.ascii(",\"user\":").text(change.user());
        out.ascii(",\"what\":").text(change.what());
        return out.ascii(",\"detail\":").text(change.detail()).ascii("}\n").toString();
    }

    static String end(long number, int status) {
        return "{\"number\":" + number + ",\"status\":" + status + "}\n";
    }

    /// Takes a line to what is known by number; gives the number, 0 if it is none of ours.
    static long read(String line, Map<Long, ChangeRecord> known) {
        Map<String, String> texts = texts(line);
        if (texts == null) {
            return 0;
        }
        try {
            long number = Long.parseLong(texts.getOrDefault("number", ""));
            String status = texts.get("status");
            if (status == null) {
                known.put(number, change(number, texts));
            } else {
                known.computeIfPresent(number, (_, change) -> change.ended(Integer.parseInt(status)));
            }
            return number;
        } catch (NumberFormatException | DateTimeParseException _) {
            return 0;
        }
    }

    private static ChangeRecord change(long number, Map<String, String> texts) {
        return new ChangeRecord(
                number,
                Instant.parse(texts.getOrDefault("time", "")),
                texts.getOrDefault("user", ""),
                texts.getOrDefault("what", ""),
                texts.getOrDefault("detail", ""),
                0);
    }

    private static @Nullable Map<String, String> texts(String line) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser in = JSON.createParser(line)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                texts.put(name, in.getText());
            }
            return texts;
        } catch (IOException _) {
            return null;
        }
    }
}
