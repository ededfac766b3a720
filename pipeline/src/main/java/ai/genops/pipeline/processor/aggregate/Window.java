package ai.genops.pipeline.processor.aggregate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One window of time while it is open: its groups, in the order they appeared.
public final class Window {
    private final Definition definition;
    private final long start;
    private final long dueMillis;
    private final int revision;
    private final Map<GroupKey, Group> groups = new LinkedHashMap<>();

    Window(Definition definition, long start, long dueMillis, int revision) {
        this.definition = definition;
        this.start = start;
        this.dueMillis = dueMillis;
        this.revision = revision;
    }

    /// Where it begins, in seconds since 1970.
    public long start() {
        return start;
    }

    /// Where it ends, in seconds since 1970.
    public long end() {
        return start + definition.windowSeconds();
    }

    /// The names of its keys' values.
    public List<String> keys() {
        return definition.keys();
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
    Group find(GroupKey key) {
        return groups.get(key);
    }

    void put(Group group) {
        groups.put(group.key(), group);
    }
}
