package ai.genops.pipeline.lookup.table;

import ai.genops.event.Event;
import org.jspecify.annotations.Nullable;

/// The values of one column by row. Unchanging; safe for concurrent use.
public sealed interface Column permits Coded, Numbers, Texts {
    /// String, Long, Double or Boolean; null if absent.
    @Nullable
    Object value(int row);

    /// Sets a field to the value, and says whether there is one.
    default boolean set(Event event, int slot, int row) {
        Object value = value(row);
        if (value != null) {
            event.field(slot, value);
        }
        return value != null;
    }

    /// The value as it is written in the file; empty if absent. Keys are compared by it: `1.10` is not `1.1`.
    String text(int row);

    /// What it takes in memory, by its own arrays.
    long bytes();
}
