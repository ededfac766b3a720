package ai.genops.search.report;

/// What a person should know about a result: a name read generously, a field that is not there, rows cut off.
public record Message(Level level, String text) {
    public enum Level {
        INFO,
        WARN
    }
}
