package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The open windows of the present definition, and those that were open when it took the place of another:
/// nothing comes to these any more, and they close when they would have closed. Where there are too many
/// groups, or they are too large, the earliest window has to close before its time, of the oldest definition
/// first. One thread.
public final class Generations {
    private final Definition definition;
    /// The oldest first; each has an open window.
    private final List<Windows> former = new ArrayList<>();
    private Windows present;

    public Generations(Definition definition) {
        this.definition = definition;
        present = new Windows(definition);
    }

    /// The totals of a key in the window that holds a time. After a change, [#changed].
    public Group group(long timeSeconds, GroupKey key, long nowMillis) {
        return present.group(timeSeconds, key, nowMillis);
    }

    /// A group has been given values.
    public void changed(Group group) {
        present.changed(group);
    }

    /// When the next window closes, in milliseconds since 1970; [Long#MAX_VALUE] if none is open.
    public long dueMillis() {
        long due = present.dueMillis();
        for (int i = 0; i < former.size(); i++) {
            due = Math.min(due, former.get(i).dueMillis());
        }
        return due;
    }

    /// Closes the windows whose time has come, and gives them in their order, those of former definitions
    /// first.
    public List<Window> close(long nowMillis) {
        List<Window> closed = new ArrayList<>();
        former.forEach(windows -> closed.addAll(windows.close(nowMillis)));
        former.removeIf(Windows::isEmpty);
        closed.addAll(present.close(nowMillis));
        return closed;
    }

    /// Closes the earliest window if there is more than the bounds allow; null if there is not.
    public @Nullable Window closeEarly() {
        int groups = present.groups();
        long bytes = present.bytes();
        for (int i = 0; i < former.size(); i++) {
            groups += former.get(i).groups();
            bytes += former.get(i).bytes();
        }
        if (groups <= definition.maxGroups() && bytes <= definition.maxBytes()) {
            return null;
        }
        if (former.isEmpty()) {
            return present.closeEarliest();
        }
        Window closed = former.getFirst().closeEarliest();
        former.removeIf(Windows::isEmpty);
        return closed;
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(former.size() + 1);
        for (Windows windows : former) {
            windows.save(out);
        }
        present.save(out);
    }

    /// Takes over what was saved under the same windows and keys, into one that has seen nothing.
    public void load(DataInput in, List<Saved> totals) throws IOException {
        former.addAll(read(in, totals));
        present = former.removeLast();
        if (!present.areOf(definition.windowSeconds(), definition.keys())) {
            throw new IOException("an aggregate was saved with other windows or keys than " + definition.keys());
        }
    }

    /// The same of what was saved under others: all of it is of former definitions.
    public void adopt(DataInput in, List<Saved> totals) throws IOException {
        for (Windows windows : read(in, totals)) {
            present.follow(windows);
            if (!windows.isEmpty()) {
                former.add(windows);
            }
        }
    }

    private List<Windows> read(DataInput in, List<Saved> totals) throws IOException {
        List<Windows> read = new ArrayList<>();
        for (int left = Plain.count(in); left > 0; left--) {
            read.add(Windows.load(in, definition, totals));
        }
        return read;
    }
}
