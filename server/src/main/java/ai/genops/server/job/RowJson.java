package ai.genops.server.job;

import ai.genops.event.JsonBuffer;
import ai.genops.search.Result;
import ai.genops.search.Value;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of a result as a JSON array. A value is a string, a number, an array of these, or null.
public final class RowJson {
    private RowJson() {}

    public static void write(Result.Row row, JsonBuffer out) {
        out.raw('[');
        values(row.values(), out);
        out.raw(']');
    }

    /// Reads what [#write] wrote; the parser stands at the array's beginning.
    public static Result.Row read(JsonParser in) throws IOException {
        List<@Nullable Value> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(in));
        }
        return new Result.Row(values);
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

    public static void value(@Nullable Value value, JsonBuffer out) {
        switch (value) {
            case null -> out.ascii("null");
            case Value.Text(String text) -> out.text(text);
            case Value.Num number -> out.ascii(number.display());
            case Value.Many(var several) -> {
                out.raw('[');
                values(several, out);
                out.raw(']');
            }
        }
    }

    private static void values(List<? extends @Nullable Value> values, JsonBuffer out) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            value(values.get(i), out);
        }
    }
}
