package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;

/// `format`: one row whose field `search` is a condition that finds what the rows before it have:
/// `( ( a="1" AND b="2" ) OR ( a="3" ) )`; `format "[" "[" "&&" "]" "||" "]"` with other words. Splunk, Search
/// Reference, `format`.
record Format(List<String> words, String separator, String empty, int maxRows) implements Command.Step {
    static final Format DEFAULT = new Format(List.of("(", "(", "AND", ")", "OR", ")"), "OR", "NOT( )", 0);

    static Format read(Cursor in) {
        String separator = DEFAULT.separator;
        String empty = DEFAULT.empty;
        int maxRows = 0;
        var words = new ArrayList<String>();
        while (!in.atEnd()) {
            String option = in.option("mvsep", "maxresults", "emptystr");
            if (option == null) {
                words.add(in.quoted());
            } else if (option.equals("maxresults")) {
                maxRows = (int) Math.min(Numbers.required(in), Subsearches.MAX_ROWS);
            } else if (option.equals("mvsep")) {
                separator = in.optionValue();
            } else {
                empty = in.optionValue();
            }
        }
        if (!words.isEmpty() && words.size() != 6) {
            throw in.error(
                    "`format` takes no words or six, here are %d".formatted(words.size()),
                    "Default: \"(\" \"(\" \"AND\" \")\" \"OR\" \")\"");
        }
        return new Format(words.isEmpty() ? DEFAULT.words : List.copyOf(words), separator, empty, maxRows);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Grid found = planning.probe().grid(input, maxRows == 0 ? Subsearches.MAX_ROWS : maxRows);
        return Rows.of("search", Type.TEXT, text(found), "format", planning);
    }

    String text(Grid grid) {
        var rows = new ArrayList<String>();
        for (Grid.Row row : grid.rows()) {
            var parts = new ArrayList<String>();
            for (int i = 0; i < row.cells().size(); i++) {
                List<String> values = row.cells().get(i);
                if (values != null && !grid.names().get(i).startsWith("_")) {
                    parts.add(comparison(grid.names().get(i), values));
                }
            }
            if (!parts.isEmpty()) {
                rows.add(words.get(1) + " " + String.join(" " + words.get(2) + " ", parts) + " " + words.get(3));
            }
        }
        return rows.isEmpty()
                ? empty
                : words.get(0) + " " + String.join(" " + words.get(4) + " ", rows) + " " + words.get(5);
    }

    private String comparison(String name, List<String> values) {
        String any = String.join(
                " " + separator + " ",
                values.stream().map(value -> name + "=" + quoted(value)).toList());
        return values.size() == 1 ? any : "( " + any + " )";
    }

    static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
