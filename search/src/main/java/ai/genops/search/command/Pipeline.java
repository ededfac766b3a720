package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;

/// A whole query: commands between pipes, of which the first needs no name if it is `search`.
public record Pipeline(Command.Source source, List<Command.Step> steps) {

    public static Pipeline parse(String spl) {
        var in = new Cursor(spl);
        var steps = new ArrayList<Command.Step>();
        Command.Source source = first(in);
        while (in.accept("|")) {
            if (in.atEnd()) {
                throw in.error("a command expected after `|`, found " + in.found(), null);
            }
            int at = in.here();
            if (!(Commands.read(in) instanceof Command.Step step)) {
                in.back(at);
                String name = in.word();
                in.back(at);
                throw in.error("`%s` can only begin a query".formatted(name), "Write it first, after a leading |.");
            }
            steps.add(step);
        }
        if (in.peek() != 0) {
            throw in.error("%s does not belong here".formatted(in.found()), null);
        }
        return new Pipeline(source, List.copyOf(steps));
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
        in.back(at);
        String name = in.word();
        in.back(at);
        throw in.error(
                "`%s` needs events from a search before it".formatted(name),
                "Begin with a search, such as index=genops_ai");
    }

    public Relation plan(Planning planning) {
        Relation relation = source.open(planning);
        for (Command.Step step : steps) {
            relation = step.apply(relation, planning);
        }
        return relation;
    }
}
