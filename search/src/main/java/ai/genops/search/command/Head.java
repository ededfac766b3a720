package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.Expressions;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `head 20`: the first rows, ten if it does not say how many. `head (x>1)`: those before the first for which the
/// condition does not hold; with `keeplast=true` that one, too, with `null=true` also past rows where it is unknown.
/// Splunk, Search Reference, `head`.
record Head(long count, @Nullable Eval condition, boolean keepLast, boolean acceptNull) implements Command.Step {
    static final long DEFAULT = 10;

    private static final String[] OPTIONS = {"limit", "count", "keeplast", "null"};

    static Head read(Cursor in) {
        long count = -1;
        Eval condition = null;
        boolean keepLast = false;
        boolean acceptNull = false;
        while (!in.atEnd()) {
            String option = in.option(OPTIONS);
            UnknownOption.refuse(in, "head", OPTIONS);
            if (option == null && in.accept("(")) {
                condition = new EvalParser(in).parse();
                in.expect(")", "after the condition");
            } else if (option == null || option.equals("limit") || option.equals("count")) {
                count = Numbers.required(in);
            } else if (option.equals("keeplast")) {
                keepLast = Numbers.flag(in);
            } else {
                acceptNull = Numbers.flag(in);
            }
        }
        return new Head(count < 0 && condition == null ? DEFAULT : count, condition, keepLast, acceptNull);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation rows = condition == null ? input : leading(input, condition, planning);
        return count < 0 ? rows : rows.limit(count);
    }

    private Relation leading(Relation input, Eval expression, Planning planning) {
        Expr holds = new Expressions(input.schema(), planning).condition(expression);
        Expr fails = acceptNull ? Conditions.certain(Conditions.not(holds)) : Conditions.not(Conditions.certain(holds));
        Column flag = planning.column(Type.NUMBER);
        Column failed = planning.column(Type.NUMBER);
        Expr one = call(Op.IF, Type.NUMBER, fails, new Num(1), new Null(Type.NUMBER));
        Relation rows = input.extend(List.of(new Assignment(flag, one)));
        rows = Series.window(
                rows, new Frame(true, 0, !keepLast), new Assignment(failed, call(Op.COUNT, Type.NUMBER, flag)));
        return rows.filter(call(Op.EQ, Type.BOOLEAN, failed, new Num(0)));
    }
}
