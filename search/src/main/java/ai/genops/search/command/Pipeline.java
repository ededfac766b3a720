package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.WrittenCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A whole query: commands between pipes, of which the first needs no name if it is `search`.
public record Pipeline(Command.Source source, List<Command.Step> steps) {

    public static Pipeline parse(String spl) {
        var in = new Cursor(spl);
        Pipeline pipeline = read(in);
        if (in.peek() != 0) {
            throw in.error("%s does not belong here".formatted(in.found()), null);
        }
        return pipeline;
    }

    /// The commands of a query that can be read; of the first, `search` may not be written.
    public static List<WrittenCommand> written(String spl) {
        var in = new Cursor(spl);
        var commands = new ArrayList<WrittenCommand>();
        boolean implied = !in.accept("|") && !in.acceptWord("search");
        in.back(0);
        if (implied) {
            commands.add(new WrittenCommand("search", in.rest().strip()));
        }
        in.accept("|");
        while (!in.atEnd()) {
            String name = in.word().toLowerCase(Locale.ROOT);
            commands.add(new WrittenCommand(name, in.rest().strip()));
            in.accept("|");
        }
        return List.copyOf(commands);
    }

    /// Commands that work on rows there are; a pipe before the first may be left out.
    public static Pipeline parse(String commands, Grid rows) {
        var in = new Cursor(commands);
        var pipeline = new Pipeline(new Given(rows), steps(in));
        if (in.peek() != 0) {
            throw in.error("%s does not belong here".formatted(in.found()), null);
        }
        return pipeline;
    }

    /// Rows from elsewhere.
    private record Given(Grid rows) implements Command.Source {
        @Override
        public Relation open(Planning planning) {
            return Rows.of(rows, "the search", planning);
        }
    }

    /// Up to the end of the text, or the bracket that closes a subsearch.
    static Pipeline read(Cursor in) {
        Command.Source source = first(in);
        return new Pipeline(source, in.accept("|") ? steps(in) : List.of());
    }

    /// Commands between pipes that work on rows from elsewhere; a pipe before the first may be left out.
    static List<Command.Step> steps(Cursor in) {
        var steps = new ArrayList<Command.Step>();
        in.accept("|");
        do {
            if (in.atEnd()) {
                throw in.error("a command expected after `|`, found " + in.found(), null);
            }
            int at = in.here();
            if (!(Commands.read(in) instanceof Command.Step step)) {
                throw in.errorAt(
                        at,
                        "`%s` can only begin a query".formatted(in.wordAt(at)),
                        "Write it first, after a leading |.");
            }
            steps.add(step);
        } while (in.accept("|"));
        return List.copyOf(steps);
    }

    private static Command.Source first(Cursor in) {
        boolean named = in.accept("|");
        int at = in.here();
        if (!named && !in.acceptWord("search")) {
            return Search.read(in);
        }
        in.back(at);
        if (in.atEnd()) {
            throw in.error("a search or a command expected", "Example: index=genops_ai | stats count by genops.team");
        }
        if (Commands.read(in) instanceof Command.Source source) {
            return source;
        }
        throw in.errorAt(
                at,
                "`%s` needs events from a search before it".formatted(in.wordAt(at)),
                "Begin with a search, such as index=genops_ai");
    }

    public Relation plan(Planning planning) {
        return apply(steps, source.open(planning), planning);
    }

    static Relation apply(List<Command.Step> steps, Relation input, Planning planning) {
        Relation relation = input;
        for (Command.Step step : steps) {
            relation = step.apply(relation, planning);
        }
        return relation;
    }

    /// As [#plan], with what `fieldformat` does to the rows that people see in the end.
    public Relation planWhole(Planning planning) {
        Relation relation = plan(planning);
        for (Command.Step step : steps) {
            if (step instanceof Fieldformat format) {
                relation = format.show(relation, planning);
            }
        }
        return relation;
    }

    /// Refuses a query with a command that is known but not available here.
    ///
    /// @throws SearchException if one of the commands is known but not available here
    public void checkAvailable(String spl) {
        if (source instanceof Refused refused) {
            throw refused.error(spl);
        }
        for (Command.Step step : steps) {
            if (step instanceof Refused refused) {
                throw refused.error(spl);
            }
        }
    }
}
