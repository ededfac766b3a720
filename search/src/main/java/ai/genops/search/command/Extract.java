package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `extract pairdelim=";" kvdelim="="`, `xmlkv`, `fromjson`: makes fields of what a text holds: `key=value`
/// pairs, `<key>value</key>`, or the members of a JSON object. Which fields come is known only when the texts
/// have been read, so this takes a bounded number of rows. Splunk, Search Reference, `extract`, `xmlkv`,
/// `fromjson`.
record Extract(String name, String field, TextFields fields, String prefix) implements Command.Step {

    static Extract readPairs(Cursor in) {
        String pairs = " ,;|\t\n";
        String values = "=";
        String field = "_raw";
        for (String option = option(in); option != null; option = option(in)) {
            String value = in.optionValue();
            switch (option) {
                case "pairdelim" -> pairs = value;
                case "kvdelim" -> values = value;
                case "field" -> field = value;
                default -> {}
            }
        }
        return new Extract("extract", field, TextFields.pairs(pairs, values), "");
    }

    private static @Nullable String option(Cursor in) {
        return in.option(
                "pairdelim",
                "kvdelim",
                "field",
                "limit",
                "maxchars",
                "mv_add",
                "clean_keys",
                "auto",
                "reload",
                "segment");
    }

    static Extract readXml(Cursor in) {
        while (in.option("maxinputs") != null) {
            in.optionValue();
        }
        String field = in.option("field") != null ? in.optionValue() : in.atEnd() ? "_raw" : in.name("a field");
        return new Extract("xmlkv", field, TextFields.XML, "");
    }

    static Extract readJson(Cursor in) {
        String field = in.name("a field");
        String prefix = in.option("prefix") == null ? "" : in.optionValue();
        return new Extract("fromjson", field, new JsonFields(false), prefix);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid grid = Rows.fetch(input.define(SOURCE, planning.column(Type.TEXT), text(input, planning)), name, planning);
        int source = grid.indexOf(SOURCE);
        var found = new ArrayList<Map<String, List<String>>>();
        for (Grid.Row row : grid.rows()) {
            List<String> text = row.cells().get(source);
            found.add(text == null ? Map.of() : fields.of(text.getFirst()));
        }
        return Rows.of(new GridMerge(grid, SOURCE, prefix).with(found), name, planning);
    }

    private Expr text(Relation input, Planning planning) {
        return Coerce.text(planning.field(field, input.schema()));
    }

    /// No field of a query can have this name.
    private static final String SOURCE = "\u0001text";
}
