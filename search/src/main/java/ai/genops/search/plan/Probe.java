package ai.genops.search.plan;

import java.util.List;

/// Runs part of a plan while the rest is still being planned: `timechart ... by` has a column per value of a
/// field, so the values must be known first. Both runs see the same state of the lake.
public interface Probe {
    /// The rows' values as the engine's Java objects, a missing one as null.
    List<List<Object>> rows(Plan plan, List<Expr> values, Order order, int limit);

    /// All that a relation holds, in its order, up to a number of rows.
    Grid grid(Relation relation, int limit);

    /// The same rows, computed now and once, for what looks at them several times. All columns of the relation's schema
    /// must be columns; it has no order.
    Relation keep(Relation relation);
}
