package ai.genops.server;

import ai.genops.search.knowledge.LookupTable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A lookup's table as CSV (RFC 4180); a value that is not there is empty.
final class LookupCsv {
    private LookupCsv() {}

    static String of(LookupTable table) {
        var text = new StringBuilder();
        text.append(line(table.fields()));
        table.rows().forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<? extends @Nullable String> cells) {
        return cells.stream().map(LookupCsv::cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static String cell(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain = value.equals(value.strip()) && value.chars().noneMatch(c -> "\",\r\n".indexOf(c) >= 0);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
