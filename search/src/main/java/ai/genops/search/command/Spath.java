package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.JsonPaths;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import org.jspecify.annotations.Nullable;

/// `spath path=a.b output=x`: takes a value out of JSON, by default out of the event. Without a path it would
/// make fields of everything in the event, which all events here have from the start.
record Spath(String input, @Nullable String path, @Nullable String output) implements Command.Step {

    static Spath read(Cursor in) {
        String input = "_raw";
        String path = null;
        String output = null;
        while (!in.atEnd()) {
            String option = in.option("input", "path", "output");
            String value = in.optionValue();
            switch (option == null ? "path" : option) {
                case "input" -> input = value;
                case "output" -> output = value;
                default -> path = value;
            }
        }
        return new Spath(input, path, output);
    }

    @Override
    public Relation apply(Relation relation, Planning planning) {
        if (path == null) {
            return relation;
        }
        Expr json = Coerce.text(planning.field(input, relation.schema()));
        Expr value = call(Op.JSON_PATH, Type.TEXT, json, new Text(JsonPaths.translate(path)));
        boolean field = input.equals("_raw") && relation.schema().isKnown(path);
        Expr result = field
                ? call(Op.COALESCE, Type.TEXT, Coerce.text(planning.field(path, relation.schema())), value)
                : value;
        return relation.define(output == null ? path : output, planning.column(Type.TEXT), result);
    }
}
