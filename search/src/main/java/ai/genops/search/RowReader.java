package ai.genops.search;

import ai.genops.search.Result.Field;
import ai.genops.search.Result.Row;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the rows of a result. Events have whatever attributes they have: those columns show up as the rows are
/// read.
final class RowReader {
    /// What events show first.
    private static final List<String> LEADING = List.of("_time", "_raw", "index", "host", "source", "sourcetype");

    private final Schema schema;
    private final SequencedMap<String, Expr> fixed = new LinkedHashMap<>();
    private final TreeSet<String> attributes = new TreeSet<>();
    private final List<List<@Nullable Value>> fixedValues = new ArrayList<>();
    private final List<Map<String, Value>> attributeValues = new ArrayList<>();

    RowReader(Schema schema) {
        this.schema = schema;
        if (schema.isOpen()) {
            LEADING.forEach(this::addFixed);
        }
        fixed.putAll(schema.columns());
        if (schema.isOpen()) {
            Events.TEXT_COLUMNS.forEach(this::addFixed);
            addFixed("duration_ms");
        }
    }

    private void addFixed(String name) {
        Expr value = schema.find(name);
        if (value != null) {
            fixed.putIfAbsent(name, value);
        }
    }

    /// What the engine has to return per row.
    List<Expr> values() {
        var values = new ArrayList<Expr>();
        for (Expr value : fixed.values()) {
            values.add(value.type() == Type.TIME ? Coerce.number(value) : value);
        }
        if (schema.events() != null) {
            values.add(schema.events().fields());
        }
        return values;
    }

    void read(ResultSet rows) throws SQLException {
        var values = new ArrayList<@Nullable Value>();
        for (int i = 1; i <= fixed.size(); i++) {
            values.add(Values.of(rows.getObject(i)));
        }
        fixedValues.add(values);
        if (schema.isOpen()) {
            var own = new LinkedHashMap<String, Value>();
            for (var entry : Values.entries(rows.getObject(fixed.size() + 1)).entrySet()) {
                String name = entry.getKey();
                Value value = Values.of(entry.getValue());
                if (value != null
                        && !fixed.containsKey(name)
                        && !schema.removed().contains(name)
                        && isSeen(name)) {
                    own.put(name, value);
                    attributes.add(name);
                }
            }
            attributeValues.add(own);
        }
    }

    private boolean isSeen(String name) {
        Events events = schema.events();
        return events == null || events.rights().sees(name);
    }

    /// Which fixed columns to show: of events, those that one of them has.
    private List<Integer> shown() {
        var shown = new ArrayList<Integer>();
        int column = 0;
        for (String name : fixed.keySet()) {
            int at = column++;
            if (!schema.isOpen()
                    || schema.columns().containsKey(name)
                    || fixedValues.stream().anyMatch(values -> values.get(at) != null)) {
                shown.add(at);
            }
        }
        return shown;
    }

    /// Drops the rows beyond a limit; whether there were any.
    boolean cut(int limit) {
        boolean more = fixedValues.size() > limit;
        if (more) {
            fixedValues.removeLast();
        }
        return more;
    }

    List<Field> fields() {
        var fields = new ArrayList<Field>();
        List<Map.Entry<String, Expr>> columns = List.copyOf(fixed.sequencedEntrySet());
        for (int i : shown()) {
            Type type = columns.get(i).getValue().type();
            fields.add(new Field(columns.get(i).getKey(), type == Type.TIME));
        }
        attributes.forEach(name -> fields.add(new Field(name, false)));
        return List.copyOf(fields);
    }

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        List<Integer> shown = shown();
        for (int i = 0; i < fixedValues.size(); i++) {
            var values = new ArrayList<@Nullable Value>();
            for (int column : shown) {
                values.add(fixedValues.get(i).get(column));
            }
            if (schema.isOpen()) {
                Map<String, Value> own = attributeValues.get(i);
                attributes.forEach(name -> values.add(own.get(name)));
            }
            rows.add(new Row(values));
        }
        return rows;
    }
}
