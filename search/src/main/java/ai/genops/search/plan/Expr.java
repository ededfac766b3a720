package ai.genops.search.plan;

import java.util.List;

/// A resolved expression over the columns of a [Plan]: every name has become a column or an attribute, every
/// conversion is explicit. The operators are names that a dialect gives a text to.
public sealed interface Expr {
    Type type();

    /// A column some step of the plan defines. Ids are unique in a query, so a name can change hands (`eval`,
    /// `rename`) without a column ever being overwritten.
    record Column(int id, Type type) implements Expr {}

    /// The first of these attributes that an event has. `fields` is the column that holds the event's
    /// attributes.
    record Attribute(Column fields, List<String> names) implements Expr {
        @Override
        public Type type() {
            return Type.ANY;
        }
    }

    record Text(String value) implements Expr {
        @Override
        public Type type() {
            return Type.TEXT;
        }
    }

    record Num(double value) implements Expr {
        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    record Flag(boolean value) implements Expr {
        @Override
        public Type type() {
            return Type.BOOLEAN;
        }
    }

    /// No value, as if it had this type.
    record Null(Type type) implements Expr {}

    record Call(Op op, List<Expr> args, Type type) implements Expr {}

    static Expr call(Op op, Type type, Expr... args) {
        return new Call(op, List.of(args), type);
    }
}
