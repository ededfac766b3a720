package ai.genops.pipeline.processor.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a group has in common, as [Plain] values. One that is filled again for each event looks up what is kept.
public final class GroupKey {
    private final @Nullable Object[] values;

    /// @param size how many values
    public GroupKey(int size) {
        this(new @Nullable Object[size]);
    }

    private GroupKey(@Nullable Object[] values) {
        this.values = values;
    }

    /// Only on one that is kept nowhere.
    public void set(int index, @Nullable Object value) {
        values[index] = Plain.of(value);
    }

    public @Nullable Object get(int index) {
        return values[index];
    }

    int size() {
        return values.length;
    }

    GroupKey copy() {
        return new GroupKey(values.clone());
    }

    int bytes() {
        int bytes = 32;
        for (Object value : values) {
            bytes += Plain.bytes(value);
        }
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GroupKey key && Arrays.equals(values, key.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
