package ai.genops.search.command;

import ai.genops.search.function.Regex;
import ai.genops.search.spl.Cursor;

/// Regular expressions among the arguments of commands.
final class Regexes {
    private Regexes() {}

    /// The expression, or an error at its place if the engine cannot have it.
    static String checked(Cursor in, int at, String expression) {
        String problem = Regex.problem(expression);
        if (problem != null) {
            throw in.errorAt(at, problem, Regex.HINT);
        }
        return expression;
    }

    /// What takes the place of what an expression finds, or an error if it names a group that there is not.
    static String replacement(Cursor in, int at, String expression, String replacement) {
        String problem = Regex.problem(expression, replacement);
        if (problem != null) {
            throw in.errorAt(at, problem, Regex.REPLACEMENT_HINT);
        }
        return replacement;
    }
}
