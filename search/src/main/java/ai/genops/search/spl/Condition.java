package ai.genops.search.spl;

import java.util.List;

/// What `search` looks for, as written.
public sealed interface Condition {

    record All() implements Condition {}

    record And(List<Condition> conditions) implements Condition {}

    record Or(List<Condition> conditions) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /// A field against literal values, any of which will do. `quoted` values hold for text as well as numbers.
    record Compare(String field, String operator, List<Glob> values, int at) implements Condition {}

    /// A word or phrase anywhere in the event.
    record Term(Glob text, int at) implements Condition {}

    /// What the search in brackets at this place of the text stands for.
    record Subsearch(int at) implements Condition {}

    /// `earliest=` or `latest=`.
    record TimeBound(boolean earliest, String time, int at) implements Condition {}
}
