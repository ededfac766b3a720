package ai.genops.search;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One JSON object per row and line. Numbers are JSON numbers (Splunk's own API writes all values as strings),
/// times seconds since 1970, several values an array; a missing value is left out.
public record JsonWriter() implements ResultWriter {

    @Override
    public void write(Result result, Appendable out) throws IOException {
        for (Result.Row row : result.rows()) {
            var json = new StringBuilder("{");
            for (int i = 0; i < row.values().size(); i++) {
                @Nullable Value value = row.values().get(i);
                if (value != null) {
                    Json.field(json, result.fields().get(i).name(), value);
                }
            }
            out.append(json).append("}\n");
        }
    }
}
