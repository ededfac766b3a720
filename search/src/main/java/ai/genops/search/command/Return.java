package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `return 5 user, host=machine, $ip`: one row whose field `search` holds the first rows' values, one row's if it
/// does not say how many: `(user="a" host="b")`, joined by OR; of a field with `$` only the value. Splunk, Search
/// Reference, `return`.
record Return(long count, List<Item> items) implements Command.Step {
    /// @param name under which the value is returned; null = the value alone
    record Item(@Nullable String name, String field) {}

    static Return read(Cursor in) {
        long count = Character.isDigit(in.peek()) ? Numbers.required(in) : 1;
        var items = new ArrayList<Item>();
        do {
            String name = in.name("a field");
            if (name.startsWith("$")) {
                items.add(new Item(null, name.substring(1)));
            } else {
                items.add(new Item(name, in.accept("=") ? in.name("a field") : name));
            }
            in.accept(",");
        } while (!in.atEnd());
        return new Return(count, List.copyOf(items));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<String> fields = items.stream().map(Item::field).toList();
        Relation wanted = new Table(fields).apply(input, planning);
        Grid found = planning.probe().grid(wanted, (int) Math.min(count, Subsearches.MAX_ROWS));
        return Rows.of("search", Type.TEXT, text(found), "return", planning);
    }

    private String text(Grid grid) {
        var rows = new ArrayList<String>();
        for (Grid.Row row : grid.rows()) {
            var parts = new ArrayList<String>();
            for (Item item : items) {
                List<String> values = row.cells().get(grid.indexOf(item.field()));
                if (values != null) {
                    String value = String.join(" ", values);
                    parts.add(item.name() == null ? value : item.name() + "=" + Format.quoted(value));
                }
            }
            String joined = String.join(" ", parts);
            rows.add(items.stream().allMatch(item -> item.name() == null) ? joined : "(" + joined + ")");
        }
        return rows.isEmpty() ? Format.DEFAULT.empty() : String.join(" OR ", rows);
    }
}
