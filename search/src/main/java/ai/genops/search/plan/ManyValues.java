package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Conditions that compare one value with many constants, as one that looks it up among all of them:
///
/// ```
/// a = 1 or a = 2 or ... or b = 1     a in (1, 2, ...) or b = 1
/// a <> 1 and a <> 2 and ...          not a in (1, 2, ...)
/// ```
public final class ManyValues {
    /// Up to so many are compared one by one, which what files know of a field is asked about.
    public static final int FEW = 8;

    private ManyValues() {}

    /// A comparison.
    ///
    /// @param otherwise what it is where it is null; null: just that
    private record Compared(Expr value, @Nullable Expr otherwise) {}

    /// The same conditions, fewer of them.
    ///
    /// @param op [Op#EQ] of conditions of which one must hold, [Op#NE] of such that all must
    static List<Expr> together(Op op, List<Expr> conditions) {
        if (conditions.size() <= FEW) {
            return conditions;
        }
        Map<Object, List<Expr>> byValue = new LinkedHashMap<>();
        for (Expr condition : conditions) {
            Object compared = compared(op, condition);
            byValue.computeIfAbsent(compared == null ? new Object() : compared, _ -> new ArrayList<>())
                    .add(condition);
        }
        return byValue.entrySet().stream()
                .flatMap(same -> same.getKey() instanceof Compared compared
                                && same.getValue().size() > FEW
                        ? Stream.of(lookedUp(op, compared, same.getValue()))
                        : same.getValue().stream())
                .toList();
    }

    private static @Nullable Compared compared(Op wanted, Expr condition) {
        if (!(condition instanceof Call(Op op, List<Expr> args, var _))) {
            return null;
        }
        if (op == wanted) {
            return isConstant(args.getLast()) ? new Compared(args.getFirst(), null) : null;
        }
        return op == Op.COALESCE
                        && args.size() == 2
                        && args.getFirst() instanceof Call(Op inner, List<Expr> of, var _)
                        && inner == wanted
                        && isConstant(of.getLast())
                ? new Compared(of.getFirst(), args.getLast())
                : null;
    }

    private static boolean isConstant(Expr value) {
        return value instanceof Expr.Num || value instanceof Expr.Text;
    }

    private static Expr lookedUp(Op op, Compared compared, List<Expr> conditions) {
        Stream<Expr> values = conditions.stream()
                .map(condition -> (Call) condition)
                .map(each ->
                        compared.otherwise == null ? each : (Call) each.args().getFirst())
                .map(each -> each.args().getLast());
        Expr among = among(compared.value, values);
        Expr lookedUp = op == Op.NE ? Conditions.not(among) : among;
        return compared.otherwise == null ? lookedUp : call(Op.COALESCE, Type.BOOLEAN, lookedUp, compared.otherwise);
    }

    /// Whether a value is one of these.
    public static Expr among(Expr value, Stream<Expr> values) {
        return new Call(
                Op.IN, Stream.concat(Stream.of(value), values.distinct()).toList(), Type.BOOLEAN);
    }
}
