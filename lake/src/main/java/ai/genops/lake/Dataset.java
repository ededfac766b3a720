package ai.genops.lake;

import java.util.concurrent.atomic.AtomicLong;

/// One dataset as the destination knows it: what was seen of it, and what has become of its rows.
final class Dataset {
    private final String name;
    private final FieldNames names = new FieldNames();
    private SeenSpans seen;
    /// The places in the log whose events are rows already; of those that a replay offers.
    private SeenSpans held = new SeenSpans(0);
    /// Rows in the table.
    final AtomicLong rows = new AtomicLong();
    final AtomicLong duplicates = new AtomicLong();
    final AtomicLong refused = new AtomicLong();

    Dataset(String name, int spanWindow) {
        this.name = name;
        this.seen = new SeenSpans(spanWindow);
    }

    String name() {
        return name;
    }

    FieldNames names() {
        return names;
    }

    SeenSpans seen() {
        return seen;
    }

    /// Makes ready for a replay, in which every row that is there must be known.
    void prepare(int spans, int rows) {
        seen = new SeenSpans(spans);
        held = new SeenSpans(rows);
    }

    /// Says that what one pipeline made of an event is a row.
    void hold(long offset, int ordinal, String pipeline) {
        held.add(offset, ordinal, 0, Target.pipelineHash(pipeline));
    }

    boolean holds(long offset, int ordinal, String pipeline) {
        return held.contains(offset, ordinal, 0, Target.pipelineHash(pipeline));
    }

    LakeStats.OfDataset stats() {
        return new LakeStats.OfDataset(name, rows.get(), duplicates.get(), refused.get(), names.unlisted());
    }
}
