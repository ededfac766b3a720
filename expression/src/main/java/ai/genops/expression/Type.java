package ai.genops.expression;

/// What an expression is known to give before it runs, if it gives anything: a field may always be missing.
public enum Type {
    NUMBER("a number"),
    TEXT("text"),
    BOOLEAN("true or false"),
    LIST("an array"),
    OBJECT("an object"),
    /// Always undefined or null.
    NOTHING("undefined"),
    /// Not known.
    ANY("any value");

    private final String words;

    Type(String words) {
        this.words = words;
    }

    /// With its article, for messages.
    String words() {
        return words;
    }

    Type or(Type other) {
        return this == other ? this : ANY;
    }
}
