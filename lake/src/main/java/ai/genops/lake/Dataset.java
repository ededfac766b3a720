package ai.genops.lake;

import java.util.concurrent.atomic.AtomicLong;

/// One dataset as the destination knows it: what was seen of it, and what has become of its rows.
final class Dataset {
    private final String name;
    private final FieldNames names = new FieldNames();
    private SeenSpans seen;
    /// The places in the log whose events are rows already; of those that are offered again.
    private SeenSpans held = new SeenSpans(0);
    /// Rows in the table.
    final AtomicLong rows = new AtomicLong();
    /// Since the start.
    final AtomicLong written = new AtomicLong();
    final AtomicLong writtenBytes = new AtomicLong();
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

    /// Makes ready for records that were offered before, of which every row that is there must be known.
    void prepare(int spans, int rows) {
        seen = new SeenSpans(spans);
        held = new SeenSpans(rows);
    }

    /// Says that what one pipeline made of an event is a row. When the log took the event belongs to its place there:
    /// a log that was lost and begun anew may give the place again.
    void hold(long offset, int ordinal, long appendMillis, String pipeline) {
        held.add(offset, ordinal, appendMillis, Target.pipelineHash(pipeline));
    }

    boolean holds(long offset, int ordinal, long appendMillis, String pipeline) {
        return held.size() > 0 && held.contains(offset, ordinal, appendMillis, Target.pipelineHash(pipeline));
    }

    LakeStats.OfDataset stats() {
        return new LakeStats.OfDataset(
                name, rows.get(), written.get(), writtenBytes.get(), duplicates.get(), refused.get(), names.unlisted());
    }
}
