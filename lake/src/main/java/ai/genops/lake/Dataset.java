package ai.genops.lake;

import java.util.concurrent.atomic.AtomicLong;

/// One dataset as the destination knows it: what was seen of it, and what has become of its rows.
final class Dataset {
    private final String name;
    private final FieldNames names = new FieldNames();
    private final SeenSpans seen;
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

    LakeStats.OfDataset stats() {
        return new LakeStats.OfDataset(name, rows.get(), duplicates.get(), refused.get(), names.unlisted());
    }
}
