package ai.genops.search.command;

import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `outputlookup append=false name`: writes the rows as a lookup and lets them pass. They are written when the whole
/// search has been planned without an error. Splunk, Search Reference, `outputlookup`.
record Outputlookup(String name, boolean append, boolean overrideIfEmpty, int at) implements Command.Step {

    static Outputlookup read(Cursor in) {
        boolean append = false;
        boolean overrideIfEmpty = true;
        String name = "";
        int at = in.here();
        while (!in.atEnd()) {
            String option = in.option(
                    "append", "override_if_empty", "create_empty", "createinapp", "max", "key_field", "output_format");
            if (option == null) {
                at = in.here();
                name = in.name("a lookup");
            } else if (option.equals("append")) {
                append = Numbers.flag(in);
            } else if (option.equals("override_if_empty")) {
                overrideIfEmpty = Numbers.flag(in);
            } else {
                in.optionValue();
            }
        }
        if (name.isEmpty()) {
            throw in.error("the name of a lookup expected, found " + in.found(), null);
        }
        return new Outputlookup(name, append, overrideIfEmpty, at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var lookups = planning.knowledge().lookups();
        if (!lookups.refusal().isEmpty()) {
            throw planning.error(at, lookups.refusal(), "Put the file among the lookups instead.");
        }
        String writer = planning.catalog().rights().writer();
        if (writer.isEmpty()) {
            throw planning.error(at, "who searches may not write lookups", "Administrators may, but not from a page.");
        }
        Grid rows = Rows.fetch(input, "outputlookup", planning);
        LookupTable before = append ? lookups.read(name) : null;
        if (!rows.rows().isEmpty() || (overrideIfEmpty && !append)) {
            LookupTable table = merged(before, rows, planning);
            planning.afterwards(() -> write(table, writer, planning));
        }
        return input;
    }

    private void write(LookupTable table, String writer, Planning planning) {
        try {
            planning.knowledge().lookups().write(name, table, writer);
        } catch (IllegalArgumentException e) {
            throw planning.error(at, "lookup `%s` is as it was: %s".formatted(name, e.getMessage()), null);
        }
    }

    private LookupTable merged(@Nullable LookupTable before, Grid rows, Planning planning) {
        var fields = new LinkedHashSet<String>(before == null ? List.of() : before.fields());
        fields.addAll(rows.names());
        var all = new ArrayList<List<@Nullable String>>();
        if (before != null) {
            for (List<@Nullable String> row : before.rows()) {
                var extended = new ArrayList<@Nullable String>(row);
                while (extended.size() < fields.size()) {
                    extended.add(null);
                }
                all.add(extended);
            }
        }
        rows.rows().forEach(row -> all.add(row(fields, rows, row)));
        if (all.size() > LookupTable.MAX_ROWS) {
            throw planning.error(
                    at, "lookup `%s` would have more than %,d rows".formatted(name, LookupTable.MAX_ROWS), null);
        }
        return new LookupTable(List.copyOf(fields), all);
    }

    private static List<@Nullable String> row(Set<String> fields, Grid grid, Grid.Row row) {
        var values = new ArrayList<@Nullable String>();
        for (String field : fields) {
            int at = grid.indexOf(field);
            List<String> cell = at < 0 ? null : row.cells().get(at);
            values.add(cell == null ? null : String.join("\n", cell));
        }
        return values;
    }
}
