package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `map search="search index=x user=$user$" maxsearches=10`: runs a search for each row, with the row's values for
/// `$field$`, and gives all that they find. A value stays a value, whatever characters it has. Splunk, Search
/// Reference, `map`.
record MapCommand(String search, boolean saved, long most, int at) implements Command.Step {
    private static final Pattern TOKEN = Pattern.compile("\\$([\\w.:{}-]+)\\$");
    private static final long LIMIT = 100;

    static MapCommand read(Cursor in) {
        String search = null;
        boolean saved = false;
        long most = 10;
        int at = in.here();
        while (!in.atEnd()) {
            String option = in.option("search", "maxsearches");
            if (option == null) {
                at = in.here();
                saved = in.peek() != '[';
                search = saved ? in.name("a saved search") : in.bracketed();
            } else if (option.equals("search")) {
                at = in.here();
                search = in.optionValue();
            } else {
                most = Numbers.required(in);
            }
        }
        if (search == null) {
            throw in.error("`map` needs a search", "Example: map search=\"search user=$user$\"");
        }
        if (most > LIMIT) {
            throw in.errorAt(at, "maxsearches is at most %d".formatted(LIMIT), "A join runs one search for all rows.");
        }
        return new MapCommand(search, saved, most, at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid rows = planning.probe().grid(input, (int) most + 1);
        if (rows.rows().size() > most) {
            planning.warn("`map` searched for the first %d rows only; maxsearches= says how many".formatted(most));
        }
        String template = saved ? Models.named(search, at, planning).spl() : search;
        var found = new ArrayList<Relation>();
        for (Grid.Row row :
                rows.rows().subList(0, (int) Math.min(most, rows.rows().size()))) {
            found.add(Models.run(filled(template, rows, row), at, planning));
        }
        return found.isEmpty()
                ? Rows.of(new Grid(List.of(), List.of()), "map", planning)
                : Unions.inSequence(found, "map", planning);
    }

    private static String filled(String template, Grid grid, Grid.Row row) {
        Matcher token = TOKEN.matcher(template);
        var text = new StringBuilder();
        int from = 0;
        while (token.find()) {
            text.append(template, from, token.start());
            int field = grid.indexOf(token.group(1));
            List<String> values = field < 0 ? null : row.cells().get(field);
            String value = values == null ? "" : values.getFirst();
            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
            text.append(insideQuotes(template, token.start()) ? escaped : plain(value) ? value : "\"" + escaped + "\"");
            from = token.end();
        }
        return text.append(template.substring(from)).toString();
    }

    private static boolean plain(String value) {
        return value.matches("-?[\\w.]+");
    }

    private static boolean insideQuotes(String template, int at) {
        boolean inside = false;
        for (int i = 0; i < at; i++) {
            char c = template.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                inside = !inside;
            }
        }
        return inside;
    }
}
