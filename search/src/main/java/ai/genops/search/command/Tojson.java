package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `tojson output_field=json a b*`: a row's fields as JSON text, by default all of them into `_raw`. Splunk, Search
/// Reference, `tojson`.
record Tojson(String target, List<String> fields) implements Command.Step {
    private static final List<String> KINDS = List.of("auto", "num", "str", "bool", "json", "none");

    static Tojson read(Cursor in) {
        String target = "_raw";
        var fields = new ArrayList<String>();
        while (!in.atEnd()) {
            String option = in.option("output_field", "default_type", "fill_null", "include_internal");
            if (option != null) {
                target = option.equals("output_field") ? in.optionValue() : keep(in, target);
                continue;
            }
            int at = in.here();
            String name = in.name("a field");
            if (in.accept("(")) {
                if (!KINDS.contains(name.toLowerCase(Locale.ROOT))) {
                    throw in.errorAt(at, "`tojson` knows no type `%s`".formatted(name), "Use auto.");
                }
                name = in.name("a field");
                in.expect(")", "after the field");
            }
            fields.add(name);
            in.accept(",");
        }
        return new Tojson(target, List.copyOf(fields));
    }

    private static String keep(Cursor in, String target) {
        in.optionValue();
        return target;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<String> patterns = fields.isEmpty() ? List.of("*") : fields;
        var args = new ArrayList<Expr>();
        for (String pattern : patterns) {
            for (String name : input.schema().expand(pattern)) {
                if (!name.equals("_raw") && (!fields.isEmpty() || !name.startsWith("_"))) {
                    Expr value = planning.field(name, input.schema());
                    args.add(new Text(name));
                    args.add(value.type() == Type.TIME ? Coerce.number(value) : value);
                }
            }
        }
        return input.define(target, planning.column(Type.TEXT), new Expr.Call(Op.JSON_OBJECT, args, Type.TEXT));
    }
}
