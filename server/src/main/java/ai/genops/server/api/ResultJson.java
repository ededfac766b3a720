package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.search.SearchRequest;
import ai.genops.search.report.Message;
import ai.genops.server.job.RowJson;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
            out.ascii(i == 0 ? "" : ",");
            RowJson.write(result.rows().get(i), out);
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
        Boolean strict = null;
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
                    case "strict" -> strict = in.getBooleanValue();
                    default -> throw new JsonParseException(in, "`" + name + "` is not known here");
                }
            }
        }
        if (query.isBlank()) {
            throw new IllegalArgumentException("`query` is missing or empty");
        }
        return new SearchRequest(query, earliest, latest, maxRows, SearchRequest.DEFAULT_TIMEOUT, strict);
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
            rows.add(RowJson.read(in));
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

    private static void expect(JsonParser in, JsonToken token) throws IOException {
        if (in.nextToken() != token) {
            throw new JsonParseException(in, "must be a JSON object");
        }
    }
}
