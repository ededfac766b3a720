package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What one function has made of the values so far. The order of the values makes no difference. One thread.
public sealed interface Tally permits Average, Count, Distinct, Edge, Extreme, Quantile, Sum {
    /// Takes a value that came at a time, in nanoseconds since 1970.
    /// @return whether it can be used; if not, nothing has changed
    boolean add(Object value, long timeNanos);

    /// A value for an event; null without any value.
    @Nullable
    Object result();

    /// About how much memory it takes: follows from the values alone.
    int bytes();

    void save(DataOutput out) throws IOException;

    /// Takes over what was saved, into one that has seen nothing.
    void load(DataInput in) throws IOException;
}
