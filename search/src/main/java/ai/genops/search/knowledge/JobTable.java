package ai.genops.search.knowledge;

import ai.genops.search.report.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a job found: rows with the values of each field as texts, null where it has none.
///
/// @param messages what was said about them
public record JobTable(List<Field> fields, List<List<@Nullable List<String>>> rows, List<Message> messages) {
    /// More would make a query's text too large.
    public static final int MAX_ROWS = 50_000;

    /// What a field's values are.
    public enum Kind {
        TEXT,
        NUMBER,
        /// A sum, as a decimal.
        EXACT,
        /// Seconds since 1970.
        TIME,
        /// Several texts.
        LIST
    }

    public record Field(String name, Kind kind) {}

    /// Written out: of a compact constructor other modules do not see that values may be null.
    public JobTable(List<Field> fields, List<List<@Nullable List<String>>> rows, List<Message> messages) {
        this.fields = List.copyOf(fields);
        this.rows = rows;
        this.messages = List.copyOf(messages);
    }

    public boolean has(String field) {
        return fields.stream().anyMatch(each -> each.name().equals(field));
    }
}
