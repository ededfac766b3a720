package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Glob;
import ai.genops.search.spl.SearchParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Searches in brackets. They run while the query around them is planned, and their rows become a condition:
/// `((a="1" AND b="2") OR (a="3"))`, or the text of a field `search` or `query` as it stands. Rules: Splunk, Search
/// Manual, "Change the format of subsearch results".
public final class Subsearches {
    /// Rows of a subsearch beyond these are left out, as in Splunk.
    static final int MAX_ROWS = 10_000;

    private Subsearches() {}

    /// Reads a search in brackets.
    static Pipeline read(Cursor in) {
        in.expect("[", "before a search in brackets");
        Pipeline pipeline = Pipeline.read(in);
        in.expect("]", "after the search in brackets");
        return pipeline;
    }

    static Relation plan(Pipeline pipeline, int at, Planning planning) {
        return planning.within(at, () -> pipeline.plan(planning));
    }

    /// Finds what is wrong with the subsearches of a condition before anything runs.
    static void check(Condition condition, Cursor in) {
        switch (condition) {
            case Condition.And(var parts) -> parts.forEach(part -> check(part, in));
            case Condition.Or(var parts) -> parts.forEach(part -> check(part, in));
            case Condition.Not(var inner) -> check(inner, in);
            case Condition.Subsearch(int at) -> {
                int end = in.position();
                in.back(at);
                var _ = read(in);
                in.back(end);
            }
            case Condition.Compare _, Condition.Term _, Condition.TimeBound _, Condition.All _ -> {}
        }
    }

    /// The condition with what its subsearches found in their places.
    static Condition resolved(Condition condition, Planning planning) {
        return switch (condition) {
            case Condition.And(var parts) ->
                new Condition.And(
                        parts.stream().map(part -> resolved(part, planning)).toList());
            case Condition.Or(var parts) ->
                new Condition.Or(
                        parts.stream().map(part -> resolved(part, planning)).toList());
            case Condition.Not(var inner) -> new Condition.Not(resolved(inner, planning));
            case Condition.Subsearch(int at) -> condition(at, planning);
            case Condition.Compare _, Condition.Term _, Condition.TimeBound _, Condition.All _ -> condition;
        };
    }

    static Condition condition(int at, Planning planning) {
        Grid grid = run(at, planning);
        int raw = rawField(grid);
        var rows = new ArrayList<Condition>();
        for (Grid.Row row : grid.rows()) {
            Condition condition = raw >= 0 ? parsed(row.cells().get(raw)) : condition(grid, row, at);
            if (condition != null) {
                rows.add(condition);
            }
        }
        return new Condition.Or(rows);
    }

    private static @Nullable Condition parsed(@Nullable List<String> texts) {
        if (texts == null) {
            return null;
        }
        String text = String.join(" ", texts);
        return new SearchParser(new Cursor(text)).parse();
    }

    private static @Nullable Condition condition(Grid grid, Grid.Row row, int at) {
        var parts = new ArrayList<Condition>();
        for (int i = 0; i < row.cells().size(); i++) {
            String name = grid.names().get(i);
            List<String> values = row.cells().get(i);
            if (values != null && !name.startsWith("_")) {
                List<Glob> globs = values.stream().map(Subsearches::glob).toList();
                parts.add(new Condition.Compare(name, "=", globs, at));
            }
        }
        return parts.isEmpty() ? null : parts.size() == 1 ? parts.getFirst() : new Condition.And(parts);
    }

    /// A star in a value stands for anything, as it does when it is written; nothing else in it has a meaning.
    private static Glob glob(String value) {
        return new Glob(List.of(value.split("\\*", -1)));
    }

    /// What a subsearch stands for in an expression.
    public static String text(int at, Planning planning) {
        Grid grid = run(at, planning);
        int raw = rawField(grid);
        if (raw < 0) {
            return grid.rows().isEmpty() ? "null()" : Format.DEFAULT.text(grid);
        }
        var texts = new ArrayList<String>();
        for (Grid.Row row : grid.rows()) {
            List<String> values = row.cells().get(raw);
            if (values != null) {
                texts.add(String.join(" ", values));
            }
        }
        String text = String.join(" OR ", texts);
        return text.isEmpty() || text.equals(Format.DEFAULT.empty()) ? "null()" : text;
    }

    private static int rawField(Grid grid) {
        int search = grid.indexOf("search");
        return search >= 0 ? search : grid.indexOf("query");
    }

    private static Grid run(int at, Planning planning) {
        var in = new Cursor(planning.text());
        in.back(at);
        Relation found = plan(read(in), at, planning);
        Grid grid = planning.probe().grid(found, MAX_ROWS + 1);
        if (grid.rows().size() <= MAX_ROWS) {
            return grid;
        }
        planning.warn("only the first %,d rows of a subsearch count".formatted(MAX_ROWS));
        return new Grid(grid.fields(), grid.rows().subList(0, MAX_ROWS));
    }
}
