package ai.genops.search.command;

import ai.genops.search.function.Expressions;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;

/// `fieldformat total=tostring(total, "commas")`: how a field is shown in the end; commands after it still see
/// the value. Splunk, Search Reference, `fieldformat`.
record Fieldformat(String field, Eval value) implements Command.Step {

    static Fieldformat read(Cursor in) {
        String field = in.name("a field");
        in.expect("=", "after the field `" + field + "`");
        return new Fieldformat(field, new EvalParser(in).parse());
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return input;
    }

    /// The rows as they are shown, if the field is still there.
    Relation show(Relation input, Planning planning) {
        if (!input.schema().isKnown(field)) {
            return input;
        }
        Expr shown = new Expressions(input.schema(), planning).resolve(value);
        return input.define(field, planning.column(shown.type()), Coerce.to(shown.type(), shown));
    }
}
