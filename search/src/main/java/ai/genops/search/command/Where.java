package ai.genops.search.command;

import ai.genops.search.function.Expressions;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;

/// `where expression`: keeps the rows for which it is true.
record Where(Eval condition) implements Command.Step {

    static Where read(Cursor in) {
        return new Where(new EvalParser(in).parse());
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return input.filter(new Expressions(input.schema(), planning).condition(condition));
    }
}
