package ai.genops.search.function;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Eval;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// `mvfilter(match(x, "a"))` and `mvmap(x, x * 2)`: an expression computed for each value of a multivalue
/// field, in which the field's name stands for the value.
final class EachValue {
    static final List<String> NAMES = List.of("mvfilter", "mvmap");

    private final Schema schema;
    private final Planning planning;

    EachValue(Schema schema, Planning planning) {
        this.schema = schema;
        this.planning = planning;
    }

    Expr resolve(String function, List<Eval> args, int at) {
        boolean filter = function.equals("mvfilter");
        if (args.size() != (filter ? 1 : 2)) {
            throw planning.error(
                    at, "`%s` takes %d arguments, here are %d".formatted(function, filter ? 1 : 2, args.size()), null);
        }
        var names = new LinkedHashSet<String>();
        names(args.getFirst(), names);
        if (names.size() != 1) {
            throw planning.error(
                    at,
                    "`%s` goes through the values of one field, here are %d".formatted(function, names.size()),
                    null);
        }
        String name = names.getFirst();
        Expr list = Coerce.list(
                new Expressions(schema, planning).resolve(filter ? new Eval.Name(name, true, at) : args.getFirst()));
        Expr.Column each = planning.column(Type.TEXT);
        var inner = new Expressions(schema.with(name, each), planning);
        return filter
                ? Expr.call(Op.LIST_FILTER, Type.LIST, list, each, inner.condition(args.getFirst()))
                : Expr.call(Op.LIST_MAP, Type.LIST, list, each, Coerce.text(inner.resolve(args.get(1))));
    }

    private static void names(Eval eval, Set<String> names) {
        switch (eval) {
            case Eval.Name(String text, var _, var _) -> names.add(text);
            case Eval.Binary(var _, Eval left, Eval right, var _) -> {
                names(left, names);
                names(right, names);
            }
            case Eval.Logic(var _, var conditions, var _) -> conditions.forEach(each -> names(each, names));
            case Eval.Not(Eval value, var _) -> names(value, names);
            case Eval.Negative(Eval value, var _) -> names(value, names);
            case Eval.In(Eval value, var options, var _) -> {
                names(value, names);
                options.forEach(option -> names(option, names));
            }
            case Eval.Apply(var _, var args, var _) -> args.forEach(arg -> names(arg, names));
            case Eval.Text _, Eval.Num _, Eval.Subsearch _ -> {}
        }
    }
}
