package ai.genops.pipeline.processor.parse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON (RFC 8259) whose outermost value is an object. Members that are null are left out. At most 100 levels and
/// 100,000 values; a whole number beyond 64 bits becomes a Double.
public final class JsonObjects implements TextParser {
    private static final int MAX_VALUES = 100_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build();

    @Override
    public Map<String, Object> parse(String text) throws UnparsableException {
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new UnparsableException("is no JSON object");
            }
            var reading = new Reading(in);
            Map<String, Object> object = reading.object();
            if (in.nextToken() != null) {
                throw new UnparsableException("something follows the JSON object");
            }
            if (object.size() > MAX_NAMES) {
                throw new UnparsableException("more than " + MAX_NAMES + " names");
            }
            return object;
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new UnparsableException("is no JSON"
                    + (at == null ? "" : ": wrong at line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            throw new UnparsableException("is no JSON: " + e.getMessage());
        }
    }

    /// One text being read, with the number of its values.
    private static final class Reading {
        private final JsonParser in;
        private int values;

        Reading(JsonParser in) {
            this.in = in;
        }

        Map<String, Object> object() throws IOException, UnparsableException {
            Map<String, Object> object = new LinkedHashMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                Object value = value();
                if (value != null) {
                    object.put(name, value);
                }
            }
            return object;
        }

        private @Nullable Object value() throws IOException, UnparsableException {
            if (++values > MAX_VALUES) {
                throw new UnparsableException("more than " + MAX_VALUES + " values");
            }
            return switch (in.currentToken()) {
                case START_OBJECT -> object();
                case START_ARRAY -> list();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT ->
                    in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? (Object) in.getDoubleValue()
                            : (Object) in.getLongValue();
                case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
                case VALUE_STRING -> in.getText();
                default -> null;
            };
        }

        private List<@Nullable Object> list() throws IOException, UnparsableException {
            List<@Nullable Object> list = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                list.add(value());
            }
            return list;
        }
    }
}
