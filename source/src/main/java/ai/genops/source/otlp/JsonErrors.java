package ai.genops.source.otlp;

import ai.genops.source.wire.MalformedException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.regex.Pattern;

/// What is told about JSON that is not OTLP: what, the value found, its path (RFC 6901), line and column.
final class JsonErrors {
    private static final int SHOWN = 40;
    /// How the parser says where something began, with a remark on its own settings.
    private static final Pattern START_MARKER =
            Pattern.compile(" \\((?:start marker|for \\w+ starting) at \\[Source: .*?]\\)");

    private JsonErrors() {}

    /// `startTimeUnixNano must be a whole number, is "soon"`.
    static MalformedException wrong(JsonParser in, Field field, String wanted) throws IOException {
        return at(in, "`%s` must be %s, is %s".formatted(Message.camelCase(field.name()), wanted, found(in)));
    }

    static MalformedException at(JsonParser in, String what) {
        return located(in, what, in.currentTokenLocation());
    }

    /// The parser's own complaint, without what it says of its configuration.
    static MalformedException malformed(JsonParser in, JsonProcessingException e) {
        JsonLocation at = e.getLocation() == null ? in.currentLocation() : e.getLocation();
        return located(
                in,
                "not valid JSON: "
                        + START_MARKER.matcher(e.getOriginalMessage()).replaceAll(""),
                at);
    }

    private static MalformedException located(JsonParser in, String what, JsonLocation at) {
        String path = in.getParsingContext().pathAsPointer().toString();
        return new MalformedException("%s at line %d, column %d%s"
                .formatted(what, at.getLineNr(), at.getColumnNr(), path.isEmpty() ? "" : ", " + path));
    }

    private static String found(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> '"' + shown(in.getText()) + '"';
            case null, default -> shown(in.getText());
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
