package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;

/// `regex field="expression"`, `regex field!="expression"`: keeps the rows where it is found, or not.
record Regex(String field, boolean negated, String expression) implements Command.Step {

    static Regex read(Cursor in) {
        if (in.peek() == '"') {
            int at = in.here();
            return new Regex("_raw", false, Regexes.checked(in, at, in.quoted()));
        }
        String field = in.name("a field");
        boolean negated = in.accept("!");
        in.expect("=", "after the field");
        int at = in.here();
        return new Regex(field, negated, Regexes.checked(in, at, in.optionValue()));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = Coerce.text(planning.field(field, input.schema()));
        Expr found = Conditions.certain(call(Op.MATCHES, Type.BOOLEAN, value, new Text(expression)));
        return input.filter(negated ? Conditions.not(found) : found);
    }
}
