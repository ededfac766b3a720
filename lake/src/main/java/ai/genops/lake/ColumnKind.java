package ai.genops.lake;

import org.jspecify.annotations.Nullable;

/// What a column of a data file holds of an attribute: every value, of this one kind. An attribute whose values are of
/// several kinds has no column and is read from the file's `fields`.
public enum ColumnKind {
    /// No row of the file has it: there is no column, and nothing to be read.
    NONE("varchar"),
    TEXT("varchar"),
    /// Whole numbers of at most nine digits, whose billionths 64 bits hold.
    SMALL_INTEGER("bigint"),
    /// Whole numbers.
    INTEGER("bigint"),
    /// Numbers of which each is what [Billionths#are] says, below a million: added up without looking at each.
    BILLIONTHS("double"),
    /// Numbers; a whole one below 2^53 stands for the integer, as JSON has it.
    NUMBER("double"),
    FLAG("boolean");

    private final String type;

    ColumnKind(String type) {
        this.type = type;
    }

    /// Its SQL type.
    public String type() {
        return type;
    }

    /// Whether every value is a number.
    public boolean isNumeric() {
        return this != NONE && this != TEXT && this != FLAG;
    }

    /// Whether whole billionths say every value.
    public boolean isBillionths() {
        return this == BILLIONTHS || this == SMALL_INTEGER;
    }

    /// The kind of this and the other's values in one column; null if there is none.
    @Nullable
    ColumnKind with(ColumnKind other) {
        if (this == other || other == NONE) {
            return this;
        }
        if (this == NONE) {
            return other;
        }
        return type.equals(other.type) ? (type.equals(INTEGER.type) ? INTEGER : NUMBER) : null;
    }
}
