package ai.genops.search;

import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// CSV as RFC 4180 has it: a header, CRLF, quotes where a value needs them. Several values stand in one cell,
/// one per line.
public record CsvWriter() implements ResultWriter {

    @Override
    public void write(Result result, Appendable out) throws IOException {
        out.append(result.names().stream().map(CsvWriter::cell).collect(Collectors.joining(",")))
                .append("\r\n");
        for (Result.Row row : result.rows()) {
            out.append(row.values().stream().map(CsvWriter::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
    }

    private static String cell(@Nullable Value value) {
        return value == null ? "" : cell(value.display());
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
