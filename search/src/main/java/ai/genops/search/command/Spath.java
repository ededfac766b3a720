package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.JsonPaths;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import org.jspecify.annotations.Nullable;

/// `spath path=a.b output=x`: takes a value out of JSON, by default out of the event; of `a{}.b` all that
/// match. Without a path it makes fields of everything in the text; of everything in an event there are fields
/// already. Splunk, Search Reference, `spath`.
record Spath(String input, @Nullable String path, @Nullable String output) implements Command.Step {

    static Spath read(Cursor in) {
        String input = "_raw";
        String path = null;
        String output = null;
        while (!in.atEnd()) {
            String option = in.option("input", "path", "output");
            int at = in.here();
            String value = in.optionValue();
            if (value.contains("{@")) {
                throw in.errorAt(
                        at, "`spath` reads JSON, and `%s` is a path of XML".formatted(value), "Use xmlkv, or rex.");
            }
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
            boolean event = relation.schema().isOpen() && input.equals("_raw");
            return event ? relation : new Extract("spath", input, new JsonFields(true), "").apply(relation, planning);
        }
        Expr json = Coerce.text(planning.field(input, relation.schema()));
        Expr value = JsonPaths.value(json, path);
        boolean field = input.equals("_raw") && relation.schema().isKnown(path);
        Expr result = field ? Joins.either(Coerce.text(planning.field(path, relation.schema())), value) : value;
        return relation.define(output == null ? path : output, planning.column(result.type()), result);
    }
}
