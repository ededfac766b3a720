package ai.genops.search.plan;

/// What is known about a value before the query runs. SPL itself has no declared types: an attribute can be a
/// number in one event and text in the next, which is [#ANY].
public enum Type {
    /// A double. Counts too: exact up to 2^53.
    NUMBER,
    /// A sum: a decimal, or a double where the decimal would not fit. Never rounded on its way to the result.
    EXACT,
    TEXT,
    BOOLEAN,
    /// A point in time; as a number, seconds since 1970.
    TIME,
    /// A multivalue field: several texts.
    LIST,
    /// Known only when the event is read.
    ANY;

    public boolean isNumeric() {
        return this == NUMBER || this == EXACT || this == TIME;
    }
}
