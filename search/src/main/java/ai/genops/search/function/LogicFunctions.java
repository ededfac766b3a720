package ai.genops.search.function;

import static ai.genops.search.function.Function.ANY_NUMBER;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.BOOLEAN;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Flag;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;

/// Choices, and questions about a value.
final class LogicFunctions {
    static final List<Function> ALL = List.of(
            Function.of("if", 3, args -> choose(args.get(0), args.get(1), args.get(2))),
            Function.of("case", 2, ANY_NUMBER, LogicFunctions::cases),
            Function.of("validate", 2, ANY_NUMBER, LogicFunctions::validate),
            Function.of("coalesce", 1, ANY_NUMBER, LogicFunctions::coalesce),
            Function.of("nullif", 2, LogicFunctions::nullif),
            Function.of("isnull", 1, args -> isNull(args.get(0))),
            Function.of("isnotnull", 1, args -> not(isNull(args.get(0)))),
            Function.of("isnum", 1, args -> not(isNull(Coerce.number(args.get(0))))),
            Function.of("isint", 1, LogicFunctions::isInteger),
            Function.of("isdouble", 1, LogicFunctions::isFraction),
            Function.of("isstr", 1, LogicFunctions::isText),
            Function.of("ismv", 1, LogicFunctions::isSeveral),
            Function.of("isarray", 1, args -> isJson(args, "^\\s*\\[")),
            Function.of("isobject", 1, args -> isJson(args, "^\\s*\\{")),
            Function.of("isbool", 1, args -> new Flag(args.get(0).type() == BOOLEAN)),
            Function.of("typeof", 1, LogicFunctions::typeName),
            Function.of("null", 0, _ -> new Null(Type.ANY)),
            Function.of("true", 0, _ -> new Flag(true)),
            Function.of("false", 0, _ -> new Flag(false)),
            Function.of("in", 2, ANY_NUMBER, LogicFunctions::in),
            Function.of("like", 2, args -> like(args.get(0), args.get(1))),
            Function.of(
                    "match", 2, args -> call(Op.MATCHES, BOOLEAN, Coerce.text(args.get(0)), Patterns.regex(args, 1))));

    private LogicFunctions() {}

    static Expr not(Expr condition) {
        return call(Op.NOT, BOOLEAN, condition);
    }

    static Expr isNull(Expr value) {
        return call(Op.IS_NULL, BOOLEAN, value);
    }

    static Expr like(Expr value, Expr pattern) {
        return call(Op.LIKE, BOOLEAN, Coerce.text(value), Patterns.like(pattern));
    }

    static Expr choose(Expr condition, Expr yes, Expr no) {
        Type type = Coerce.common(List.of(yes, no));
        return call(Op.IF, type, Coerce.condition(condition), Coerce.to(type, yes), Coerce.to(type, no));
    }

    /// No condition true: no value.
    private static Expr cases(Args args) {
        if (args.count() % 2 != 0) {
            throw args.planning()
                    .error(
                            args.at(),
                            "`case` takes pairs of condition and value, the last condition has no value",
                            "For all other cases write: true(), value");
        }
        var values = new ArrayList<Expr>();
        for (int i = 1; i < args.count(); i += 2) {
            values.add(args.get(i));
        }
        Type type = Coerce.common(values);
        Expr result = new Null(type);
        for (int i = args.count() - 2; i >= 0; i -= 2) {
            Expr condition = Coerce.condition(args.get(i));
            result = call(Op.IF, type, condition, Coerce.to(type, args.get(i + 1)), result);
        }
        return result;
    }

    /// The value of the first condition that does not hold.
    private static Expr validate(Args args) {
        var negated = new ArrayList<Expr>();
        for (int i = 0; i + 1 < args.count(); i += 2) {
            negated.add(not(call(Op.IS_TRUE, BOOLEAN, Coerce.condition(args.get(i)))));
            negated.add(args.get(i + 1));
        }
        return cases(new Args(negated, args.planning(), args.at()));
    }

    private static Expr coalesce(Args args) {
        Type type = Coerce.common(args.values());
        return new Expr.Call(
                Op.COALESCE,
                args.values().stream().map(value -> Coerce.to(type, value)).toList(),
                type);
    }

    private static Expr nullif(Args args) {
        Expr value = args.get(0);
        return choose(Operators.compare("=", value, args.get(1)), new Null(value.type()), value);
    }

    private static Expr isInteger(Args args) {
        Expr number = Coerce.number(args.get(0));
        Expr whole = call(Op.EQ, BOOLEAN, number, call(Op.FLOOR, Type.NUMBER, number));
        return call(Op.IS_TRUE, BOOLEAN, whole);
    }

    private static Expr isFraction(Args args) {
        Expr number = Coerce.number(args.get(0));
        return Conditions.certain(call(Op.NE, BOOLEAN, number, call(Op.FLOOR, Type.NUMBER, number)));
    }

    private static Expr isSeveral(Args args) {
        Expr count = call(Op.LIST_LENGTH, Type.NUMBER, Coerce.list(args.get(0)));
        return Conditions.certain(call(Op.GT, BOOLEAN, count, new Expr.Num(1)));
    }

    private static Expr isJson(Args args, String beginning) {
        Expr text = Coerce.text(args.get(0));
        Expr begins = call(Op.MATCHES, BOOLEAN, text, new Expr.Text(beginning));
        return Conditions.certain(Conditions.and(begins, call(Op.JSON_VALID, BOOLEAN, text)));
    }

    private static Expr isText(Args args) {
        Expr value = args.get(0);
        Expr notNumber = isNull(Coerce.number(value));
        return call(Op.AND, BOOLEAN, not(isNull(value)), notNumber);
    }

    private static Expr typeName(Args args) {
        Expr value = args.get(0);
        if (value.type() == BOOLEAN) {
            return new Expr.Text("Boolean");
        }
        Expr number =
                call(Op.IF, Type.TEXT, isNull(Coerce.number(value)), new Expr.Text("String"), new Expr.Text("Number"));
        boolean text = value instanceof Expr.Text;
        return call(Op.IF, Type.TEXT, isNull(value), new Expr.Text("Invalid"), text ? new Expr.Text("String") : number);
    }

    private static Expr in(Args args) {
        return anyOf(args.get(0), args.values().subList(1, args.count()));
    }

    static Expr anyOf(Expr value, List<Expr> options) {
        return Conditions.or(options.stream()
                .map(option -> Operators.compare("=", value, option))
                .toList());
    }
}
