package ai.genops.search.plan;

import java.util.List;

/// How many parts an expression has: what stands in it several times counts as often.
public final class Parts {
    /// Of so many the engine takes seconds to make a plan.
    public static final int MOST = 60_000;

    private Parts() {}

    /// Refuses what takes too long.
    ///
    /// @throws TooLongException if an expression has more calls than [#MOST]
    public static void check(Expr value) {
        count(value, 0);
    }

    private static int count(Expr value, int before) {
        if (!(value instanceof Expr.Call(Op _, List<Expr> args, Type _))) {
            return before;
        }
        int calls = before + 1;
        if (calls > MOST) {
            throw new TooLongException();
        }
        for (Expr arg : args) {
            calls = count(arg, calls);
        }
        return calls;
    }
}
