package ai.genops.search.function;

import ai.genops.event.Nearest;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Planning;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All functions of `eval`, by name.
final class Functions {
    private static final Map<String, Function> BY_NAME = Stream.of(
                    LogicFunctions.ALL,
                    MathFunctions.ALL,
                    TextFunctions.ALL,
                    JsonFunctions.ALL,
                    TimeFunctions.ALL,
                    ListFunctions.ALL)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Function::name, UnaryOperator.identity()));

    /// What to use in place of functions of Splunk's that are not there.
    private static final Map<String, String> INSTEAD = Map.of(
            "lookup", "Use the command `lookup` before it.",
            "commands", "No search reads another's text here.",
            "toint", "Use floor(tonumber(x)).",
            "todouble", "Use tonumber(x).",
            "tobool", "Use if(x=\"true\" OR x=1, ...).",
            "toarray", "Use json_array(x) or mv_to_json_array(x).",
            "toobject", "Use json(x) or json_object(...).",
            "tomv", "Use json_array_to_mv(x) or split(x, \",\").",
            "estdc", "It is an aggregate: stats estdc(x).");

    private Functions() {}

    static Collection<Function> all() {
        return BY_NAME.values();
    }

    static Expr call(String name, List<Expr> args, Planning planning, int at) {
        Function function = BY_NAME.get(name);
        if (function == null) {
            String nearest = Nearest.to(name, BY_NAME.keySet());
            throw planning.error(
                    at,
                    "there is no function `%s`".formatted(name),
                    INSTEAD.getOrDefault(name, nearest == null ? null : "Did you mean `%s`?".formatted(nearest)));
        }
        if (args.size() < function.min() || args.size() > function.max()) {
            throw planning.error(
                    at,
                    "`%s` takes %s arguments, here are %d".formatted(name, function.arguments(), args.size()),
                    null);
        }
        return function.builder().build(new Function.Args(args, planning, at));
    }
}
