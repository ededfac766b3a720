package ai.genops.pipeline.lookup.read;

import ai.genops.event.Numbers;
import ai.genops.pipeline.lookup.table.TableBuilder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.Reader;

/// The rows of JSON: an array of objects, an object of objects (whose names are the key column), or an object per line.
/// Columns are the names of members, in the order they appear; values are text, numbers, true, false or null.
final class JsonRows {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final TableBuilder table;
    private final String keyColumn;

    JsonRows(TableBuilder table, String keyColumn) {
        this.table = table;
        this.keyColumn = keyColumn;
    }

    void read(Reader text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    row(json);
                }
            } else if (first == JsonToken.START_OBJECT) {
                keyed(json);
            } else if (first != null) {
                throw wrong(json, "must be an array of objects or an object of objects");
            }
            if (first != null && json.nextToken() != null) {
                throw wrong(json, "goes on after its end; for an object per line say `type: ndjson`");
            }
        } catch (JsonProcessingException e) {
            throw problem(e);
        }
    }

    void readLines(Reader text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            while (json.nextToken() != null) {
                row(json);
            }
        } catch (JsonProcessingException e) {
            throw problem(e);
        }
    }

    private void keyed(JsonParser json) throws IOException {
        int key = table.column(keyColumn);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            table.row(json.currentTokenLocation().getLineNr());
            table.text(key, name);
            if (json.currentToken() == JsonToken.START_OBJECT) {
                members(json);
            } else {
                value(json, "value");
            }
        }
    }

    private void row(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(json, "each row must be an object");
        }
        table.row(json.currentTokenLocation().getLineNr());
        members(json);
    }

    private void members(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            value(json, name);
        }
    }

    private void value(JsonParser json, String name) throws IOException {
        int column = table.column(name);
        if (table.has(column)) {
            throw wrong(json, "the object has a member `" + name + "`, which is the name of the key column");
        }
        switch (json.currentToken()) {
            case VALUE_STRING -> table.text(column, json.getText());
            case VALUE_NUMBER_INT -> table.untyped(column, json.getText());
            case VALUE_NUMBER_FLOAT -> table.untyped(column, decimal(json));
            case VALUE_TRUE, VALUE_FALSE -> table.bool(column, json.getBooleanValue());
            case VALUE_NULL -> table.text(column, "");
            default -> throw wrong(json, "the value of `" + name + "` is a list or an object; values must be plain");
        }
    }

    /// `1e3` in the form that columns know.
    private static String decimal(JsonParser json) throws IOException {
        String text = json.getText();
        boolean plain = text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return plain ? text : Numbers.text(Double.parseDouble(text));
    }

    private static IOException wrong(JsonParser json, String what) {
        return new IOException(
                "line %d: %s".formatted(json.currentTokenLocation().getLineNr(), what));
    }

    private static IOException problem(JsonProcessingException e) {
        return new IOException(
                "line %d is no JSON: %s"
                        .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNr(), e.getOriginalMessage()),
                e);
    }
}
