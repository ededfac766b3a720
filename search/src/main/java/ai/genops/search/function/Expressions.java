package ai.genops.search.function;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Parts;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;
import java.util.ArrayDeque;
import java.util.List;

/// Resolves an expression as written against the names of a relation.
public final class Expressions {
    private final Schema schema;
    private final Planning planning;

    public Expressions(Schema schema, Planning planning) {
        this.schema = schema;
        this.planning = planning;
    }

    /// What an expression of the language gives.
    ///
    /// @throws ai.genops.search.plan.TooLongException if it has more parts than the engine can plan: in what
    ///     functions make, an argument may stand several times, and so again in the next one's
    public Expr resolve(Eval eval) {
        Expr value = resolved(eval);
        Parts.check(value);
        return value;
    }

    private Expr resolved(Eval eval) {
        return switch (eval) {
            case Eval.Text(String value, var _) -> new Expr.Text(value);
            case Eval.Num(double value, var _) -> new Expr.Num(value);
            case Eval.Name name -> new Names(schema, planning).resolve(name);
            case Eval.Not(Eval value, var _) -> call(Op.NOT, Type.BOOLEAN, condition(value));
            case Eval.Negative(Eval.Num(double value, var _), var _) -> new Expr.Num(-value);
            case Eval.Negative(Eval value, var _) -> call(Op.NEGATE, Type.NUMBER, Coerce.number(resolve(value)));
            case Eval.In(Eval value, var options, var _) ->
                LogicFunctions.anyOf(
                        resolve(value), options.stream().map(this::resolve).toList());
            case Eval.Logic(String word, var conditions, var _) -> {
                List<Expr> all = conditions.stream().map(this::condition).toList();
                yield word.equals("and") ? Conditions.and(all) : Conditions.or(all);
            }
            case Eval.Binary binary -> chain(binary);
            case Eval.Subsearch(int at) -> resolve(subsearch(at));
            case Eval.Apply(String function, var args, int at)
            when EachValue.NAMES.contains(function) -> new EachValue(schema, planning).resolve(function, args, at);
            case Eval.Apply(String function, var args, int at)
            when function.equals("searchmatch") -> new SearchMatch(schema, planning).resolve(args, at);
            case Eval.Apply(String function, var args, int at)
            when function.equals("sigfig") -> new SignificantFigures(schema, planning).resolve(args, at);
            case Eval.Apply(String function, var args, int at) ->
                Functions.call(function, args.stream().map(this::resolve).toList(), planning, at);
        };
    }

    /// From the first of several operators in a row to the last.
    private Expr chain(Eval.Binary last) {
        var links = new ArrayDeque<Eval.Binary>();
        Eval first = last;
        for (; first instanceof Eval.Binary link; first = link.left()) {
            links.push(link);
        }
        Expr value = resolve(first);
        for (Eval.Binary link : links) {
            Expr right = resolve(link.right());
            value = link.operator().equals("+")
                    ? Operators.plus(value, right, planning, link.at())
                    : Operators.binary(link.operator(), value, right);
        }
        return value;
    }

    /// Its text is read as if it stood here.
    private Eval subsearch(int at) {
        var in = new Cursor(planning.subsearch(at));
        Eval value = new EvalParser(in).parse();
        if (!in.atEnd()) {
            throw planning.error(at, "the subsearch gives `%s`, which is no expression".formatted(in.text()), null);
        }
        return value;
    }

    public Expr condition(Eval eval) {
        return Coerce.condition(resolve(eval));
    }
}
