package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `fillnull value=0 a b`: a value, the text `0` by default, where a field is missing; without fields, in all
/// of them.
record Fillnull(String value, List<String> fields) implements Command.Step {

    static Fillnull read(Cursor in) {
        String value = in.option("value") == null ? "0" : in.optionValue();
        UnknownOption.refuse(in, "fillnull", "value");
        if (in.atEnd()) {
            return new Fillnull(value, List.of());
        }
        List<String> fields = FieldLists.readUntil(in, "value");
        value = in.option("value") == null ? value : in.optionValue();
        UnknownOption.refuse(in, "fillnull", "value");
        return new Fillnull(value, fields);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<String> names = fields.isEmpty()
                ? input.schema().knownNames().toList()
                : fields.stream()
                        .flatMap(field -> input.schema().expand(field).stream())
                        .toList();
        var columns = new ArrayList<Assignment>();
        var values = new LinkedHashMap<String, Expr>();
        for (String name : names) {
            Expr found = input.schema().find(name);
            Expr filled = filled(found == null ? new Expr.Null(Type.ANY) : found);
            var column = planning.column(filled.type());
            columns.add(new Assignment(column, filled));
            values.put(name, column);
        }
        return input.extend(columns).with(input.schema().replaced(values));
    }

    /// What is there keeps its kind: a number stays one, though `0` beside it is text.
    private Expr filled(Expr found) {
        if (found.type() == Type.TIME) {
            return found;
        }
        Type type = found.type() == Type.TEXT ? Type.TEXT : Type.ANY;
        return call(Op.COALESCE, type, Coerce.to(type, found), Coerce.to(type, new Text(value)));
    }
}
