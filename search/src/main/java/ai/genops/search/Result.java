package ai.genops.search;

import ai.genops.search.report.Message;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a search found, complete in memory.
///
/// @param fields the columns, in order
/// @param rows in order; each has a value, or null, per column
/// @param truncated whether there were more rows than the request allows
/// @param messages what a person should know about the result
/// @param took from the call to the last row
public record Result(List<Field> fields, List<Row> rows, boolean truncated, List<Message> messages, Duration took) {

    /// A column; the values of a `time` column are seconds since 1970, with fraction.
    public record Field(String name, boolean time) {}

    public record Row(List<@Nullable Value> values) {}

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /// The place of a field, -1 if there is none.
    public int indexOf(String name) {
        return names().indexOf(name);
    }
}
