package ai.genops.search.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A lookup's rows, each with a value or null per field.
public record LookupTable(List<String> fields, List<List<@Nullable String>> rows) {
    /// More would make a query's text too large.
    public static final int MAX_ROWS = 50_000;

    /// Written out: of a compact constructor other modules do not see that values may be null.
    public LookupTable(List<String> fields, List<List<@Nullable String>> rows) {
        if (rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "a lookup has at most %,d rows, this one %,d".formatted(MAX_ROWS, rows.size()));
        }
        this.fields = List.copyOf(fields);
        this.rows = rows;
    }
}
