package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import ai.genops.search.Value;
import ai.genops.search.report.Message;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Searches and their results as JSON, for the server's API and for the command line, which is its client:
///
/// ```
/// {"fields":[{"name":"_time","time":true}],"rows":[[1763600000.5]],"truncated":false,
///  "messages":[{"level":"WARN","text":"..."}],"took_ms":12}
/// ```
///
/// A value is a string, a number, an array of these, or null.
public final class ResultJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ResultJson() {}

    public static String write(Result result) {
        var out = new JsonBuffer(4096);
        out.ascii("{\"fields\":[");
        for (int i = 0; i < result.fields().size(); i++) {
            Result.Field field = result.fields().get(i);
            out.ascii(i == 0 ? "{\"name\":" : ",{\"name\":").text(field.name());
            out.ascii(",\"time\":").bool(field.time()).raw('}');
        }
        out.ascii("],\"rows\":[");
        for (int i = 0; i < result.rows().size(); i++) {
            out.ascii(i == 0 ? "[" : ",[");
            values(result.rows().get(i).values(), out);
            out.raw(']');
        }
        out.ascii("],\"truncated\":").bool(result.truncated()).ascii(",\"messages\":[");
        for (int i = 0; i < result.messages().size(); i++) {
            Message message = result.messages().get(i);
            out.ascii(i == 0 ? "{\"level\":" : ",{\"level\":")
                    .text(message.level().name());
            out.ascii(",\"text\":").text(message.text()).raw('}');
        }
        return out.ascii("],\"took_ms\":")
                .number(result.took().toMillis())
                .raw('}')
                .toString();
    }

    static String error(String text) {
        return new JsonBuffer(256).ascii("{\"error\":").text(text).raw('}').toString();
    }

    static SearchRequest readRequest(String json) throws IOException {
        String query = "";
        String earliest = null;
        String latest = null;
        int maxRows = SearchRequest.DEFAULT_MAX_ROWS;
        try (JsonParser in = JSON.createParser(json)) {
            expect(in, JsonToken.START_OBJECT);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "query" -> query = in.getText();
                    case "earliest" -> earliest = in.getValueAsString();
                    case "latest" -> latest = in.getValueAsString();
                    case "max_rows" -> maxRows = in.getIntValue();
                    default -> throw new JsonParseException(in, "`" + name + "` is not known here");
                }
            }
        }
        if (query.isBlank()) {
            throw new IllegalArgumentException("`query` is missing or empty");
        }
        return new SearchRequest(query, earliest, latest, maxRows, SearchRequest.DEFAULT_TIMEOUT);
    }

    /// Reads what [#write] wrote.
    public static Result read(String json) throws IOException {
        List<Result.Field> fields = new ArrayList<>();
        List<Result.Row> rows = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        boolean truncated = false;
        long tookMillis = 0;
        try (JsonParser in = JSON.createParser(json)) {
            expect(in, JsonToken.START_OBJECT);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "fields" -> fields(in, fields);
                    case "rows" -> rows(in, rows);
                    case "messages" -> messages(in, messages);
                    case "truncated" -> truncated = in.getBooleanValue();
                    case "took_ms" -> tookMillis = in.getLongValue();
                    default -> in.skipChildren();
                }
            }
        }
        return new Result(fields, rows, truncated, messages, Duration.ofMillis(tookMillis));
    }

    /// The text of an answer that is an error.
    public static String readError(String json) throws IOException {
        try (JsonParser in = JSON.createParser(json)) {
            expect(in, JsonToken.START_OBJECT);
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals("error")) {
                    return in.getText();
                }
                in.skipChildren();
            }
        }
        return json;
    }

    private static void fields(JsonParser in, List<Result.Field> fields) throws IOException {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            String name = "";
            boolean time = false;
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean isName = in.currentName().equals("name");
                in.nextToken();
                if (isName) {
                    name = in.getText();
                } else {
                    time = in.getBooleanValue();
                }
            }
            fields.add(new Result.Field(name, time));
        }
    }

    private static void rows(JsonParser in, List<Result.Row> rows) throws IOException {
        while (in.nextToken() == JsonToken.START_ARRAY) {
            List<@Nullable Value> values = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(in));
            }
            rows.add(new Result.Row(values));
        }
    }

    private static void messages(JsonParser in, List<Message> messages) throws IOException {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            Message.Level level = Message.Level.INFO;
            String text = "";
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean isLevel = in.currentName().equals("level");
                in.nextToken();
                if (isLevel) {
                    level = Message.Level.valueOf(in.getText());
                } else {
                    text = in.getText();
                }
            }
            messages.add(new Message(level, text));
        }
    }

    private static @Nullable Value value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Num(in.getDecimalValue());
            case START_ARRAY -> {
                List<Value> values = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    Value value = value(in);
                    if (value != null) {
                        values.add(value);
                    }
                }
                yield new Value.Many(values);
            }
            default -> new Value.Text(in.getText());
        };
    }

    private static void values(List<? extends @Nullable Value> values, JsonBuffer out) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            switch (values.get(i)) {
                case null -> out.ascii("null");
                case Value.Text(String text) -> out.text(text);
                case Value.Num(var number) -> out.ascii(number.toPlainString());
                case Value.Many(var several) -> {
                    out.raw('[');
                    values(several, out);
                    out.raw(']');
                }
            }
        }
    }

    private static void expect(JsonParser in, JsonToken token) throws IOException {
        if (in.nextToken() != token) {
            throw new JsonParseException(in, "must be a JSON object");
        }
    }
}
