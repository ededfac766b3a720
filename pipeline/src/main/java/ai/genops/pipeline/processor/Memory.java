package ai.genops.pipeline.processor;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// A processor at work that remembers the events before. What it remembers follows from the records of the log up
/// to one place and from nothing else: no clock, no chance, no order but the log's. So every reading of the log has
/// memories of its own and all agree; the engine saves one now and then, and after a restart brings it forward by
/// reading the log again from there. Used by one thread.
public interface Memory extends Processor {
    /// The log has come to a record that it took at `nowMillis` since 1970, or to another in that millisecond:
    /// called before the record's first event. Never goes back by more than the machine's clock did.
    default void advance(long nowMillis) {}

    /// When it wants to be advanced even if nothing arrives, in milliseconds since 1970; [Long#MAX_VALUE]: not
    /// before the next event.
    default long due() {
        return Long.MAX_VALUE;
    }

    /// What it was made from, as far as what it remembers has no meaning under another: one saved under the same is
    /// loaded. Empty: everything its block says.
    default String definition() {
        return "";
    }

    /// Writes all it remembers.
    void save(DataOutput out) throws IOException;

    /// Remembers what one of the same definition saved; called once, before anything else.
    /// @throws IOException if it cannot be read
    void load(DataInput in) throws IOException;

    /// The same of what one of another definition saved, which stood at the same place of the pipeline; says
    /// whether it could. It matters where events would be lost that have not gone on yet.
    /// @throws IOException if it cannot be read
    default boolean adopt(DataInput in) throws IOException {
        return false;
    }

    /// The reading ends with the present record and will not go on: what only waits for time to pass waits no
    /// longer.
    default void end() {}
}
