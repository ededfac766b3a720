package ai.genops.destination.snowflake;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A table whose pipe finds a column for each member by its name; members without one are left out.
final class FakeTable {
    /// Types by names in capitals.
    private final Map<String, String> columns = new TreeMap<>();

    final List<Map<String, Object>> rows = new CopyOnWriteArrayList<>();

    /// @param definition `ID NUMBER, PAYLOAD VARIANT`
    FakeTable(String definition) {
        for (String column : definition.split(", *", -1)) {
            String[] words = column.split(" ", 2);
            columns.put(words[0].toUpperCase(Locale.ROOT), words[1]);
        }
    }

    /// Why the row does not fit; null if it does, and then it is in.
    @Nullable
    String insert(Map<?, ?> members) {
        Map<String, Object> row = new TreeMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String name = member.getKey().toString().toUpperCase(Locale.ROOT);
            String type = columns.get(name);
            if (type != null && !fits(type, member.getValue())) {
                return type + " value for column " + name + " is not recognized";
            }
            if (type != null) {
                row.put(name, member.getValue());
            }
        }
        rows.add(row);
        return null;
    }

    private static boolean fits(String type, Object value) {
        String text = value.toString();
        return switch (type) {
            case "VARIANT" -> true;
            case "VARCHAR" -> !(value instanceof Map) && !(value instanceof List);
            case "BOOLEAN" -> text.matches("true|false");
            case "NUMBER", "FLOAT" -> value instanceof BigDecimal || text.matches("-?[0-9]+(\\.[0-9]+)?");
            default -> throw new AssertionError("no type " + type);
        };
    }
}
