package ai.genops.search.plan;

import ai.genops.search.plan.Expr.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the rows of a relation are ordered; missing values come last in either direction. Kept beside the plan
/// rather than left to the engine, which promises no order between steps.
public record Order(List<Key> keys) {
    public static final Order NONE = new Order(List.of());

    public record Key(Column column, boolean descending) {
        Key reversed() {
            return new Key(column, !descending);
        }
    }

    public static Order by(Key... keys) {
        return new Order(List.of(keys));
    }

    /// This order, and where it leaves rows equal, the other: rows that a column has left equal it tells no more apart.
    public Order then(Order next) {
        Set<Column> decided = keys.stream().map(Key::column).collect(Collectors.toSet());
        Stream<Key> further = next.keys.stream().filter(key -> !decided.contains(key.column()));
        return new Order(Stream.concat(keys.stream(), further).toList());
    }

    public Order reversed() {
        return new Order(keys.stream().map(Key::reversed).toList());
    }
}
