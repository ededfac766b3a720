package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The totals of one key in one window.
public final class Group {
    private static final int ENTRY_BYTES = 96;

    private final GroupKey key;
    private final Tally[] tallies;
    /// As it was measured last.
    private int bytes;

    Group(GroupKey key, List<Supplier<Tally>> begin) {
        this.key = key;
        tallies = begin.stream().map(Supplier::get).toArray(Tally[]::new);
    }

    public GroupKey key() {
        return key;
    }

    /// Takes a value into its `index`-th total; false if that cannot use it.
    public boolean add(int index, Object value, long timeNanos) {
        return tallies[index].add(value, timeNanos);
    }

    public @Nullable Object result(int index) {
        return tallies[index].result();
    }

    /// Measures how much memory it takes.
    /// @return how much more than before
    int measure() {
        int now = ENTRY_BYTES + key.bytes();
        for (Tally tally : tallies) {
            now += tally.bytes();
        }
        int more = now - bytes;
        bytes = now;
        return more;
    }

    int bytes() {
        return bytes;
    }

    void save(DataOutput out) throws IOException {
        for (int i = 0; i < key.size(); i++) {
            Plain.save(key.get(i), out);
        }
        for (Tally tally : tallies) {
            tally.save(out);
        }
    }

    static Group load(DataInput in, Definition definition, List<Saved> totals) throws IOException {
        var key = new GroupKey(definition.keys().size());
        for (int i = 0; i < key.size(); i++) {
            key.set(i, Plain.load(in));
        }
        var group = new Group(key, definition.tallies());
        for (Saved total : totals) {
            Tally tally = total.begin().get();
            tally.load(in);
            if (total.place() >= 0) {
                group.tallies[total.place()] = tally;
            }
        }
        return group;
    }
}
