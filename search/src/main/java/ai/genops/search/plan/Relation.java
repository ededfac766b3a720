package ai.genops.search.plan;

import ai.genops.search.plan.Expr.Column;
import java.util.List;

/// Rows as the next command sees them: how they are computed, which names they have, how they are ordered.
public record Relation(Plan plan, Schema schema, Order order) {

    public Relation filter(Expr condition) {
        return new Relation(new Plan.Filter(plan, condition), schema, order);
    }

    public Relation extend(List<Plan.Assignment> columns) {
        return columns.isEmpty() ? this : new Relation(new Plan.Extend(plan, columns), schema, order);
    }

    public Relation with(Schema newSchema) {
        return new Relation(plan, newSchema, order);
    }

    public Relation with(Order newOrder) {
        return new Relation(plan, schema, newOrder);
    }

    public Relation limit(long count) {
        return new Relation(new Plan.Limit(plan, order, count), schema, order);
    }

    /// Adds a computed column under a name.
    public Relation define(String name, Column column, Expr value) {
        return extend(List.of(new Plan.Assignment(column, value))).with(schema.with(name, column));
    }
}
