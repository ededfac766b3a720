package ai.genops.pipeline.processor.aggregate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One window of time while it is open: its groups, in the order they appeared.
public final class Window {
    private final long start;
    private final long dueMillis;
    private final int revision;
    private final Map<Key, Group> groups = new LinkedHashMap<>();

    Window(long start, long dueMillis, int revision) {
        this.start = start;
        this.dueMillis = dueMillis;
        this.revision = revision;
    }

    /// Where it begins, in seconds since 1970.
    public long start() {
        return start;
    }

    /// When it closes.
    long dueMillis() {
        return dueMillis;
    }

    /// How often it has closed before.
    public int revision() {
        return revision;
    }

    public Collection<Group> groups() {
        return groups.values();
    }

    @Nullable
    Group find(Key key) {
        return groups.get(key);
    }

    void put(Group group) {
        groups.put(group.key(), group);
    }
}
