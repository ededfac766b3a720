package ai.genops.search.function;

import static ai.genops.search.function.Function.ANY_NUMBER;
import static ai.genops.search.plan.Coerce.text;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.BOOLEAN;
import static ai.genops.search.plan.Type.TEXT;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.JsonPaths;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Texts of JSON: what is in them, and others made of them ([JsonEdit]). What is no JSON gives no value. Rules: Splunk,
/// Search Reference, "JSON functions".
final class JsonFunctions {
    static final List<Function> ALL = List.of(
            Function.of("json", 1, args -> call(Op.IF, TEXT, valid(args), text(args.get(0)), new Expr.Null(TEXT))),
            Function.of("json_object", 0, ANY_NUMBER, JsonFunctions::object),
            Function.of("json_array", 0, ANY_NUMBER, JsonFunctions::array),
            Function.of("json_keys", 1, args -> call(Op.JSON_KEYS, TEXT, text(args.get(0)))),
            Function.of("json_valid", 1, JsonFunctions::valid),
            Function.of("spath", 2, args -> JsonPaths.value(text(args.get(0)), literal(args, 1))),
            Function.of("json_entries", 1, args -> call(Op.JSON_ENTRIES, TEXT, text(args.get(0)))),
            Function.of("json_extract", 1, ANY_NUMBER, JsonFunctions::extract),
            Function.of("json_extract_exact", 2, ANY_NUMBER, JsonFunctions::extractExact),
            Function.of("json_has_key_exact", 2, ANY_NUMBER, JsonFunctions::hasKeys),
            Function.of("json_delete", 2, ANY_NUMBER, JsonFunctions::delete),
            edit("json_set", Op.JSON_SET),
            edit("json_set_exact", Op.JSON_SET_EXACT),
            edit("json_append", Op.JSON_APPEND),
            edit("json_extend", Op.JSON_EXTEND));

    /// What gives JSON is put into other JSON as it is, other texts as texts.
    private static final Set<Op> GIVING_JSON = EnumSet.of(
            Op.JSON_OBJECT,
            Op.JSON_ARRAY,
            Op.JSON_ARRAY_OF_LIST,
            Op.JSON_ARRAY_OF_VALUES,
            Op.JSON_KEYS,
            Op.JSON_ENTRIES,
            Op.JSON_SET,
            Op.JSON_SET_EXACT,
            Op.JSON_APPEND,
            Op.JSON_EXTEND,
            Op.JSON_DELETE);

    private JsonFunctions() {}

    private static Expr valid(Args args) {
        return call(Op.JSON_VALID, BOOLEAN, text(args.get(0)));
    }

    private static String literal(Args args, int index) {
        return Patterns.literal(args, index).value();
    }

    private static Expr object(Args args) {
        if (args.count() % 2 != 0) {
            throw args.planning().error(args.at(), "`json_object` takes pairs of name and value", null);
        }
        var members = new ArrayList<Expr>();
        for (int i = 0; i < args.count(); i += 2) {
            members.add(text(args.get(i)));
            members.add(member(args.get(i + 1)));
        }
        return new Expr.Call(Op.JSON_OBJECT, members, TEXT);
    }

    private static Expr array(Args args) {
        return new Expr.Call(
                Op.JSON_ARRAY, args.values().stream().map(JsonFunctions::member).toList(), TEXT);
    }

    private static Expr member(Expr value) {
        return givesJson(value) ? call(Op.JSON_OF_TEXT, Type.ANY, value) : value;
    }

    private static boolean givesJson(Expr value) {
        return value instanceof Expr.Call call && GIVING_JSON.contains(call.op());
    }

    /// Without a path what it is; of several paths the values as an array.
    private static Expr extract(Args args) {
        Expr json = text(args.get(0));
        return switch (args.count()) {
            case 1 -> call(Op.JSON_PATH, TEXT, json, new Text(JsonPaths.ROOT));
            case 2 -> JsonPaths.value(json, literal(args, 1));
            default -> several(args, json, JsonPaths::translate);
        };
    }

    /// Of several keys the values as an array.
    private static Expr extractExact(Args args) {
        Expr json = text(args.get(0));
        return args.count() == 2
                ? call(Op.JSON_PATH, TEXT, json, new Text(JsonPaths.key(literal(args, 1))))
                : several(args, json, JsonPaths::key);
    }

    private static Expr several(Args args, Expr json, UnaryOperator<String> path) {
        Expr array = new Text("[");
        for (int i = 1; i < args.count(); i++) {
            Expr value = call(Op.JSON_VALUE, TEXT, json, new Text(path.apply(literal(args, i))));
            array = Operators.concat(array, call(Op.COALESCE, TEXT, value, new Text("null")));
            array = Operators.concat(array, new Text(i + 1 < args.count() ? "," : "]"));
        }
        return array;
    }

    private static Expr hasKeys(Args args) {
        return args.values().subList(1, args.count()).stream()
                .<Expr>map(key -> call(Op.JSON_HAS_KEY, BOOLEAN, text(args.get(0)), text(key)))
                .reduce(Conditions::and)
                .orElseThrow();
    }

    private static Expr delete(Args args) {
        Expr json = text(args.get(0));
        for (int i = 1; i < args.count(); i++) {
            json = call(Op.JSON_DELETE, TEXT, json, text(args.get(i)));
        }
        return json;
    }

    private static Function edit(String name, Op op) {
        return Function.of(name, 3, ANY_NUMBER, args -> {
            if (args.count() % 2 == 0) {
                throw args.planning()
                        .error(args.at(), "`%s` takes JSON, then pairs of path and value".formatted(name), null);
            }
            Expr json = text(args.get(0));
            for (int i = 1; i < args.count(); i += 2) {
                json = call(op, TEXT, json, text(args.get(i)), json(args.get(i + 1)));
            }
            return json;
        });
    }

    /// A value as JSON.
    private static Expr json(Expr value) {
        return givesJson(value)
                ? value
                : call(Op.JSON_VALUE, TEXT, new Expr.Call(Op.JSON_ARRAY, List.of(value), TEXT), new Text("$[0]"));
    }
}
