package ai.genops.search;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/// The driver's Java objects as values.
final class Values {
    private Values() {}

    static @Nullable Value of(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case String text -> new Value.Text(text);
            case BigDecimal number -> new Value.Num(number);
            case BigInteger number -> new Value.Num(new BigDecimal(number));
            case Double number -> Double.isFinite(number) ? new Value.Num(BigDecimal.valueOf(number)) : null;
            case Float number -> Float.isFinite(number) ? new Value.Num(new BigDecimal(number.toString())) : null;
            case Number number -> new Value.Num(BigDecimal.valueOf(number.longValue()));
            case Array array -> many(Arrays.asList((Object[]) array.getArray()));
            case List<?> list -> many(list);
            case Struct struct -> new Value.Text(Json.write(entries(struct)));
            default -> new Value.Text(value.toString());
        };
    }

    /// The attributes of an event, by name.
    static Map<String, Object> entries(@Nullable Object value) throws SQLException {
        return value instanceof DuckDBStruct struct ? new LinkedHashMap<>(struct.getMap()) : Map.of();
    }

    private static Value many(List<?> elements) throws SQLException {
        var values = new ArrayList<Value>();
        for (Object element : elements) {
            values.add(Objects.requireNonNullElse(of(element), new Value.Text("")));
        }
        return new Value.Many(values);
    }
}
