package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.List;

/// `table a b c.*`: these fields as columns, in this order. A field that is not there is an empty column.
record Table(List<String> fields) implements Command.Step {

    static Table read(Cursor in) {
        return new Table(FieldLists.read(in));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Schema schema = input.schema();
        var columns = new LinkedHashMap<String, Expr>();
        for (String pattern : fields) {
            schema.expand(pattern).forEach(name -> columns.putIfAbsent(name, planning.field(name, schema)));
        }
        return input.with(Schema.closed(columns, "table"));
    }
}
