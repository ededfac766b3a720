package ai.genops.search.command;

import ai.genops.search.function.Expressions;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;
import java.util.ArrayList;
import java.util.List;

/// `eval a=expression, b=expression`: computes fields, each from those before it.
record EvalCommand(List<Assignment> assignments) implements Command.Step {
    record Assignment(String field, Eval value) {}

    static EvalCommand read(Cursor in) {
        var assignments = new ArrayList<Assignment>();
        do {
            String field = in.name("a field to assign to");
            in.expect("=", "after the field `" + field + "`");
            assignments.add(new Assignment(field, new EvalParser(in).parse()));
        } while (in.accept(","));
        return new EvalCommand(List.copyOf(assignments));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation result = input;
        for (Assignment assignment : assignments) {
            Expr value = new Expressions(result.schema(), planning).resolve(assignment.value());
            if (value.type() == Type.BOOLEAN) {
                planning.generous(
                        assignment.value().at(),
                        "`%s` becomes the text true or false of a condition".formatted(assignment.field()),
                        "Write if(..., \"true\", \"false\").");
            }
            result = DynamicFields.are(assignment.field())
                    ? new DynamicFields(assignment.field(), assignment.value().at()).define(result, value, planning)
                    : define(result, assignment.field(), value, planning);
        }
        return result;
    }

    /// A condition becomes the text `true` or `false`: a field holds no booleans. An attribute, or a
    /// constant where it is not there, is read where it is used, as what it is used as.
    private static Relation define(Relation input, String field, Expr value, Planning planning) {
        Expr stored = value.type() == Type.BOOLEAN ? Coerce.text(value) : value;
        return isAttribute(stored)
                ? input.with(input.schema().with(field, stored))
                : input.define(field, planning.column(stored.type()), stored);
    }

    private static boolean isAttribute(Expr value) {
        return switch (value) {
            case Expr.Attribute _ -> true;
            case Expr.Call(Op op, var args, var _)
            when op == Op.COALESCE -> args.size() == 2 && isAttribute(args.getFirst()) && isConstant(args.getLast());
            default -> false;
        };
    }

    private static boolean isConstant(Expr value) {
        return switch (value) {
            case Expr.Text _, Expr.Num _, Expr.Flag _ -> true;
            case Expr.Call(Op op, var args, var _) -> op == Op.ANY_OF && isConstant(args.getFirst());
            default -> false;
        };
    }
}
