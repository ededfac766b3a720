package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Wildcard;
import ai.genops.search.spl.Cursor;
import java.util.LinkedHashMap;
import java.util.List;

/// `fields a b*` keeps these fields, `fields - a` takes them away. `_time` and `_raw` stay unless taken away by
/// name.
record Fields(boolean keep, List<String> fields) implements Command.Step {

    static Fields read(Cursor in) {
        boolean remove = in.accept("-");
        if (!remove) {
            in.accept("+");
        }
        return new Fields(!remove, FieldLists.read(in));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return input.with(keep ? kept(input.schema(), planning) : input.schema().without(this::isNamed));
    }

    private Schema kept(Schema schema, Planning planning) {
        var columns = new LinkedHashMap<String, Expr>();
        for (String pattern : fields) {
            schema.expand(pattern).forEach(name -> columns.putIfAbsent(name, planning.field(name, schema)));
        }
        for (String internal : List.of("_time", "_raw")) {
            Expr value = schema.find(internal);
            if (value != null) {
                columns.putIfAbsent(internal, value);
            }
        }
        return Schema.closed(columns, "fields");
    }

    private boolean isNamed(String name) {
        return fields.stream().anyMatch(pattern -> new Wildcard(pattern).matches(name));
    }
}
