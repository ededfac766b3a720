package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// `fieldsummary maxvals=10 a b*`: of each field how often it is there, its numbers' statistics, and its most frequent
/// values as JSON. Counts a bounded number of rows. Splunk, Search Reference, `fieldsummary`.
record Fieldsummary(long maxValues, List<String> fields) implements Command.Step {

    static Fieldsummary read(Cursor in) {
        long maxValues = in.option("maxvals") == null ? 100 : Numbers.required(in);
        return new Fieldsummary(maxValues, FieldLists.readOptional(in));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid grid = Rows.fetch(input, "fieldsummary", planning);
        List<Wildcard> patterns = fields.stream().map(Wildcard::new).toList();
        var rows = new ArrayList<Grid.Row>();
        for (String name : new TreeSet<>(grid.names())) {
            if (fields.isEmpty() ? !name.startsWith("_") : patterns.stream().anyMatch(each -> each.matches(name))) {
                rows.add(new FieldValues(grid, name).summary(maxValues));
            }
        }
        return Rows.of(new Grid(FieldValues.SUMMARY, rows), "fieldsummary", planning);
    }
}
