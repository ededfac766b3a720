package ai.genops.search.command;

import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.Map;

/// `setfields a="x", b="y"`: the same values for all rows. Splunk, Search Reference, `setfields`.
record Setfields(Map<String, String> values) implements Command.Step {

    static Setfields read(Cursor in) {
        var values = new LinkedHashMap<String, String>();
        do {
            String field = in.name("a field");
            in.expect("=", "after the field `" + field + "`");
            values.put(field, in.optionValue());
        } while (in.accept(","));
        return new Setfields(values);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation rows = input;
        for (Map.Entry<String, String> value : values.entrySet()) {
            rows = rows.define(value.getKey(), planning.column(Type.TEXT), new Text(value.getValue()));
        }
        return rows;
    }
}
