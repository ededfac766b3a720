package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.pipeline.lookup.LookupIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sets fields from the row of a table that an event's key values find, or their defaults if there is no such row.
public record Lookup(LookupIndex index, List<Value> key, List<Output> outputs) implements Processor {
    /// The field at `slot` gets the value of `column`; without a row, `otherwise` if that is not null.
    public record Output(int slot, int column, @Nullable Object otherwise) {}

    @Override
    public Verdict apply(Event event) {
        @Nullable Object[] values = new Object[key.size()];
        for (int i = 0; i < key.size(); i++) {
            values[i] = key.get(i).of(event);
        }
        @Nullable Object[] row = index.find(values);
        for (Output output : outputs) {
            Object found = row == null || output.column >= row.length ? null : row[output.column];
            if (found != null || output.otherwise != null) {
                event.field(output.slot, found != null ? found : output.otherwise);
            }
        }
        return Verdict.KEEP;
    }
}
