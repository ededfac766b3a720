package ai.genops.server.access;

import ai.genops.event.JsonBuffer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A kept token as a line of JSON.
final class TokenLines {
    private static final JsonFactory JSON = new JsonFactory();

    private TokenLines() {}

    static void write(Token token, JsonBuffer out) {
        out.ascii("{\"id\":").text(token.id()).ascii(",\"user\":").text(token.user());
        out.ascii(",\"roles\":").text(String.join(" ", token.roles()));
        out.ascii(",\"hash\":").text(token.hash());
        out.ascii(",\"created_at\":").text(token.createdAt().toString());
        if (token.expiresAt() != null) {
            out.ascii(",\"expires_at\":").text(token.expiresAt().toString());
        }
        out.ascii(",\"disabled\":").text(String.valueOf(token.disabled())).ascii("}\n");
    }

    /// @throws IOException if the line is not one of ours
    static Token read(String line) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser in = JSON.createParser(line)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                texts.put(name, in.getText());
            }
        }
        try {
            String expires = texts.get("expires_at");
            return new Token(
                    said(texts, "id"),
                    said(texts, "user"),
                    new ArrayList<>(List.of(said(texts, "roles").split(" "))),
                    said(texts, "hash"),
                    Instant.parse(said(texts, "created_at")),
                    expires == null ? null : Instant.parse(expires),
                    said(texts, "disabled").equals("true"));
        } catch (DateTimeParseException | NullPointerException e) {
            throw new IOException("not the line of a token: " + e.getMessage());
        }
    }

    private static String said(Map<String, String> texts, String name) {
        return Objects.requireNonNull(texts.get(name), "`" + name + "` is missing");
    }
}
