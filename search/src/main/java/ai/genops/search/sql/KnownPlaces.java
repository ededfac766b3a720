package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import org.jspecify.annotations.Nullable;

/// Calls with a number of digits or a place in a list that is known already: converting it is work for the engine's
/// planner at every search.
final class KnownPlaces {
    private KnownPlaces() {}

    /// Null if it is no such call.
    ///
    /// @param first its first argument as SQL
    static @Nullable String sql(Call call, String first) {
        return !(call.args().getLast() instanceof Expr.Num(double number)) || number != (int) number
                ? null
                : switch (call.op()) {
                    case ROUND -> "round(" + first + ", " + (int) number + ")";
                    // The engine counts from 1, and from the end as it is counted here.
                    case LIST_ITEM ->
                        "list_extract(" + first + ", " + ((int) number < 0 ? (int) number : (int) number + 1) + ")";
                    default -> null;
                };
    }
}
