package ai.genops.pipeline.lookup;

import java.util.List;

/// One processor's use of a lookup. Safe for concurrent use.
public final class LookupUse {
    private final LookupSource source;
    private final int place;
    final List<String> keyColumns;
    final List<String> outputColumns;

    LookupUse(LookupSource source, int place, List<String> keyColumns, List<String> outputColumns) {
        this.source = source;
        this.place = place;
        this.keyColumns = keyColumns;
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
