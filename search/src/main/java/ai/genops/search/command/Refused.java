package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.report.SearchException;

/// A command of Splunk's that does not exist here; it is read over, so that a query's other faults show first, and
/// refused when the query is to run, with what to use instead.
record Refused(String name, String instead, int at) implements Command.Source, Command.Step {

    static Commands.Reader named(String name, String instead) {
        return in -> {
            int at = in.position() - name.length();
            in.rest();
            return new Refused(name, instead, at);
        };
    }

    SearchException error(String spl) {
        return new SearchException("`%s` is not available here".formatted(name), spl, at, instead);
    }

    @Override
    public Relation open(Planning planning) {
        throw error(planning.text());
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        throw error(planning.text());
    }
}
