package ai.genops.search.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows that are known while the rest of a query is being planned: those of a subsearch, of a lookup, of an
/// operator that is written in Java.
public record Grid(List<Field> fields, List<Row> rows) {

    public record Field(String name, Type type) {}

    /// Per field its values as text; null if it has none.
    public record Row(List<@Nullable List<String>> cells) {}

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /// The place of a field, -1 if there is none.
    public int indexOf(String name) {
        return names().indexOf(name);
    }
}
