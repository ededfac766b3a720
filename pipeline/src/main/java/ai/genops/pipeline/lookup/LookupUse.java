package ai.genops.pipeline.lookup;

import ai.genops.pipeline.lookup.match.MatchKind;
import java.util.List;

/// One use of a lookup, by a processor or an expression. Safe for concurrent use.
public final class LookupUse {
    private final LookupSource source;
    private final int place;
    final Keys keys;
    final List<String> outputColumns;

    /// How rows are found: uses that agree in it share an index.
    ///
    /// @param columns in the order in which queries give their values
    /// @param kind how the last of them is compared
    record Keys(List<String> columns, MatchKind kind, boolean caseSensitive) {}

    LookupUse(LookupSource source, int place, Keys keys, List<String> outputColumns) {
        this.source = source;
        this.place = place;
        this.keys = keys;
        this.outputColumns = outputColumns;
    }

    /// The rows as they are now; whoever takes several values from them asks once.
    public LookupView view() {
        return source.version().views().get(place);
    }

    public LookupSource source() {
        return source;
    }
}
