package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;

/// One command of a query, as read: turns the rows before it into those after it.
public sealed interface Command {

    /// A command that works on what stands before it.
    non-sealed interface Step extends Command {
        Relation apply(Relation input, Planning planning);
    }

    /// A command that a query can begin with.
    non-sealed interface Source extends Command {
        Relation open(Planning planning);
    }
}
