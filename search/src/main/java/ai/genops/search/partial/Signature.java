package ai.genops.search.partial;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Plan;
import java.util.List;

/// Which partial aggregates: all that what a file contributes depends on besides the file. The time searched is not
/// part of it, as only files are meant that lie wholly inside; what is computed of the time at which somebody
/// searches is, so that is never asked again. Nor are the datasets: a file is of one.
///
/// @param steps see [FileRows#steps]
/// @param computed see [TwoLevels#computed]
record Signature(Plan steps, List<Expr> computed) {
    /// A thousand of such are remembered, so none may be large: the values that a subsearch found, as a condition,
    /// are others each time.
    private static final long LARGEST = 2_000;

    private static final int CHARACTERS = 16;

    boolean isSmall() {
        return size(computed) + size(steps) <= LARGEST;
    }

    private static long size(Plan steps) {
        return switch (steps) {
            case Plan.Filter filter -> size(filter.condition()) + size(filter.input());
            case Plan.Extend extend ->
                extend.columns().stream()
                                .mapToLong(column -> size(column.value()))
                                .sum()
                        + size(extend.input());
            case Plan.Expand expand -> size(expand.list()) + size(expand.input());
            default -> 1;
        };
    }

    private static long size(List<Expr> values) {
        return values.stream().mapToLong(Signature::size).sum();
    }

    /// How many parts it has; of a text so many characters are one.
    private static long size(Expr value) {
        return switch (value) {
            case Expr.Call call -> 1 + size(call.args());
            case Expr.Attribute attribute -> 1 + attribute.names().size();
            case Expr.Text(String text) -> 1 + text.length() / CHARACTERS;
            case Expr.Column _, Expr.Num _, Expr.Flag _, Expr.Null _ -> 1;
        };
    }
}
