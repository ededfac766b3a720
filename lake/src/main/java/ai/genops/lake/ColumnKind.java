package ai.genops.lake;

/// What a column of a data file holds of an attribute: every value, of this one kind. An attribute whose values are of
/// several kinds has no column and is read from the file's `fields`.
public enum ColumnKind {
    TEXT("varchar"),
    /// Whole numbers.
    INTEGER("bigint"),
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
}
