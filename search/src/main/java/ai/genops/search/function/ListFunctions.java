package ai.genops.search.function;

import static ai.genops.search.function.Function.ANY_NUMBER;
import static ai.genops.search.plan.Coerce.list;
import static ai.genops.search.plan.Coerce.number;
import static ai.genops.search.plan.Coerce.text;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.LIST;
import static ai.genops.search.plan.Type.NUMBER;
import static ai.genops.search.plan.Type.TEXT;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import java.util.List;

/// Multivalue fields.
final class ListFunctions {
    static final List<Function> ALL = List.of(
            Function.of("split", 2, args -> call(Op.SPLIT, LIST, text(args.get(0)), text(args.get(1)))),
            Function.of("mvcount", 1, args -> call(Op.LIST_LENGTH, NUMBER, list(args.get(0)))),
            Function.of("mvindex", 2, 3, ListFunctions::index),
            Function.of("mvjoin", 2, ListFunctions::join),
            Function.of("mvappend", 1, ANY_NUMBER, ListFunctions::append),
            Function.of("mvdedup", 1, args -> call(Op.LIST_DISTINCT, LIST, list(args.get(0)))),
            Function.of("mvsort", 1, args -> call(Op.LIST_SORT, LIST, list(args.get(0)))),
            Function.of("mvzip", 2, 3, ListFunctions::zip),
            Function.of("mvrange", 2, 3, ListFunctions::range),
            Function.of("mvreverse", 1, args -> call(Op.LIST_REVERSE, LIST, list(args.get(0)))),
            Function.of("mv_to_json_array", 1, 2, ListFunctions::toJson),
            Function.of("json_array_to_mv", 1, 2, ListFunctions::ofJson),
            Function.of("mvfind", 2, ListFunctions::find));

    private ListFunctions() {}

    private static Expr index(Args args) {
        Expr values = list(args.get(0));
        Expr from = number(args.get(1));
        return args.count() == 2
                ? call(Op.LIST_ITEM, TEXT, values, from)
                : call(Op.LIST_SLICE, LIST, values, from, number(args.get(2)));
    }

    /// The engine joins quicker with a text that the query states.
    private static Expr join(Args args) {
        Expr between = text(args.get(1));
        Op op = between instanceof Expr.Text ? Op.LIST_JOIN : Op.LIST_JOIN_BY;
        return call(op, TEXT, list(args.get(0)), between);
    }

    private static Expr append(Args args) {
        return args.values().stream()
                .<Expr>map(value -> list(value))
                .reduce((left, right) -> call(Op.LIST_APPEND, LIST, left, right))
                .orElseThrow();
    }

    private static Expr zip(Args args) {
        Expr between = text(args.get(2, new Expr.Text(",")));
        return call(Op.LIST_ZIP, LIST, list(args.get(0)), list(args.get(1)), between);
    }

    private static Expr range(Args args) {
        if (args.count() > 2 && args.get(2) instanceof Expr.Text(String step)) {
            return times(args, step);
        }
        return call(
                Op.LIST_RANGE, LIST, number(args.get(0)), number(args.get(1)), number(args.get(2, new Expr.Num(1))));
    }

    /// Times from one to another, `7d` apart as the calendar of the search's zone has it.
    private static Expr times(Args args, String step) {
        if (!TimeRanges.isStep(step)) {
            throw args.planning()
                    .error(args.at(), "`%s` is no step of `mvrange`".formatted(step), "Examples: 10, \"90m\", \"7d\".");
        }
        Expr to = call(Op.CONCAT, TEXT, new Expr.Text(" "), text(number(args.get(1))));
        Expr range = call(Op.CONCAT, TEXT, text(number(args.get(0))), to);
        String zoned = args.planning().zone().getId() + " " + step;
        return call(Op.LIST_TIMES, LIST, range, new Expr.Text(zoned));
    }

    /// If the second argument is true, numbers, booleans and null stay what they are; else they are texts.
    private static Expr toJson(Args args) {
        Expr values = list(args.get(0));
        return chosen(args, call(Op.JSON_ARRAY_OF_VALUES, TEXT, values), call(Op.JSON_ARRAY_OF_LIST, TEXT, values));
    }

    /// If the second argument is true, texts keep their quotes.
    private static Expr ofJson(Args args) {
        Expr json = text(args.get(0));
        return chosen(args, call(Op.LIST_OF_JSON_VALUES, LIST, json), call(Op.LIST_OF_JSON_ARRAY, LIST, json));
    }

    /// One if the second argument is true, the other if it is not, or is not there.
    private static Expr chosen(Args args, Expr yes, Expr no) {
        return switch (args.get(1, new Expr.Flag(false))) {
            case Expr.Flag(boolean asked) -> asked ? yes : no;
            case Expr condition -> LogicFunctions.choose(condition, yes, no);
        };
    }

    private static Expr find(Args args) {
        return call(Op.LIST_FIND, NUMBER, list(args.get(0)), Patterns.regex(args, 1));
    }
}
