/// SPL on the lake. A query's way:
///
/// 1. [ai.genops.search.command.Macros] puts texts in the places of macros, and
///    [ai.genops.search.command.Pipeline] reads the text; each command of [ai.genops.search.command] reads its
///    own arguments with the [ai.genops.search.spl.Cursor], conditions and expressions with the parsers beside
///    it.
/// 2. Each command turns the [ai.genops.search.plan.Relation] before it into the one after it: a
///    [ai.genops.search.plan.Plan], names ([ai.genops.search.plan.Schema]), an order. Expressions become
///    [ai.genops.search.plan.Expr] through [ai.genops.search.function.Expressions].
///    What SQL cannot say is an operator in Java over a bounded number of rows; the models of `predict` are in
///    [ai.genops.search.forecast].
/// 3. Where an aggregation is asked again, [ai.genops.search.partial.PartialReads] puts what files contribute
///    to it in the place of their rows.
/// 4. [ai.genops.search.sql.SqlWriter] writes the plan in an engine's [ai.genops.search.sql.Dialect].
/// 5. [ai.genops.search.Search] runs it and gives a [ai.genops.search.Result], which a
///    [ai.genops.search.ResultWriter] prints.
///
/// Start reading at [ai.genops.search.Search], [ai.genops.search.command.Stats] and
/// [ai.genops.search.plan.Plan].
@NullMarked
package ai.genops.search;

import org.jspecify.annotations.NullMarked;
