package ai.genops.destination.delivery;

import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.DeliveryStats.Paused;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers over a restart that a destination is paused: `delivery/<id>/paused`, which is there as long as it is.
record PauseFile(Path path) {
    /// What is more about a reason is cut.
    private static final int LONGEST_REASON = 500;

    private static final JsonFactory JSON = new JsonFactory();

    PauseFile(Path dataFolder, String id) {
        this(dataFolder.resolve("delivery").resolve(Folders.name(id)).resolve("paused"));
    }

    /// Null if it is not paused. A file whose content is damaged still means that it is.
    @Nullable
    Paused read() throws IOException {
        if (!Files.exists(path)) {
            return null;
        }
        try {
            return parse(Files.readString(path));
        } catch (IOException | NumberFormatException e) {
            return new Paused(Files.getLastModifiedTime(path).toMillis(), "unknown", path + " is damaged");
        }
    }

    private static Paused parse(String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser in = JSON.createParser(text)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    fields.put(name, in.getText());
                }
            }
        }
        return new Paused(
                Long.parseLong(fields.getOrDefault("since_ms", "")),
                fields.getOrDefault("by", ""),
                fields.getOrDefault("reason", ""));
    }

    /// Durable when it returns; gives what was written.
    Paused write(long sinceMillis, String by, String reason) throws IOException {
        Paused paused = new Paused(sinceMillis, cut(by), cut(reason));
        JsonBuffer out = new JsonBuffer(256).ascii("{\"since_ms\":").number(sinceMillis);
        out.ascii(",\"by\":").text(paused.by()).ascii(",\"reason\":").text(paused.reason());
        DurableFile.replace(path, out.ascii("}\n").toBytes());
        return paused;
    }

    /// Durable when it returns.
    void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            DurableFile.syncFolder(path.resolveSibling(""));
        }
    }

    private static String cut(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
    }
}
