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
record Signature(Plan steps, List<Expr> computed) {}
