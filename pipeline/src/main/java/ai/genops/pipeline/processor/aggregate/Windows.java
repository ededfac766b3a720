package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// The open windows of one definition. One closes `delay` after its end, or `delay` after its first value if
/// that is later; what comes for it then opens it again, with the next revision. A window of the future, of
/// which some clock is ahead, is not waited for longer than for one that begins now. Times are the log's. One
/// thread.
final class Windows {
    private static final Comparator<Window> BY_DUE =
            Comparator.comparingLong(Window::dueMillis).thenComparingLong(Window::start);

    private final Definition definition;
    private final TreeMap<Long, Window> byStart = new TreeMap<>();
    /// The same.
    private final TreeSet<Window> byDue = new TreeSet<>(BY_DUE);
    private final Revisions revisions = new Revisions();
    private int groups;
    private long bytes;

    Windows(Definition definition) {
        this.definition = definition;
    }

    /// The totals of a key in the window that holds a time. After a change, [#changed].
    Group group(long timeSeconds, GroupKey key, long nowMillis) {
        long length = definition.windowSeconds();
        long start = Math.floorDiv(timeSeconds, length) * length;
        Window window = byStart.get(start);
        if (window == null) {
            window = open(start, nowMillis);
        }
        Group group = window.find(key);
        if (group == null) {
            group = new Group(key.copy(), definition.tallies());
            window.put(group);
            groups++;
        }
        return group;
    }

    private Window open(long start, long nowMillis) {
        long ended = (start + definition.windowSeconds()) * 1000;
        long atMost = nowMillis + definition.windowSeconds() * 1000;
        long due = Math.max(nowMillis, Math.min(ended, atMost)) + definition.delayMillis();
        boolean late = ended + definition.delayMillis() <= nowMillis;
        var window = new Window(definition, start, due, revisions.next(start, late));
        add(window);
        return window;
    }

    private void add(Window window) {
        byStart.put(window.start(), window);
        byDue.add(window);
    }

    /// A group has been given values.
    void changed(Group group) {
        bytes += group.measure();
    }

    /// When the next window closes; [Long#MAX_VALUE] if none is open.
    long dueMillis() {
        return byDue.isEmpty() ? Long.MAX_VALUE : byDue.first().dueMillis();
    }

    /// Closes the windows whose time has come, and gives them in their order.
    List<Window> close(long nowMillis) {
        if (dueMillis() > nowMillis) {
            return List.of();
        }
        List<Window> due = new ArrayList<>();
        while (dueMillis() <= nowMillis) {
            due.add(close(byDue.first()));
        }
        due.sort(Comparator.comparingLong(Window::start));
        return due;
    }

    /// Closes the earliest window, of which there is one, before its time.
    Window closeEarliest() {
        return close(byStart.firstEntry().getValue());
    }

    boolean isEmpty() {
        return byStart.isEmpty();
    }

    /// How many groups are open.
    int groups() {
        return groups;
    }

    /// About how much memory they take.
    long bytes() {
        return bytes;
    }

    boolean areOf(long windowSeconds, List<String> keys) {
        return definition.windowSeconds() == windowSeconds && definition.keys().equals(keys);
    }

    /// Goes on with the revisions of others, to which nothing comes any more. If they are as long as these, no
    /// two rows of a window have the same.
    void follow(Windows others) {
        if (others.definition.windowSeconds() != definition.windowSeconds()) {
            return;
        }
        revisions.follow(others.revisions);
        for (Window window : others.byStart.values()) {
            revisions.closed(window.start(), window.revision());
        }
    }

    private Window close(Window window) {
        byStart.remove(window.start());
        byDue.remove(window);
        revisions.closed(window.start(), window.revision());
        groups -= window.groups().size();
        for (Group group : window.groups()) {
            bytes -= group.bytes();
        }
        return window;
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(definition.windowSeconds());
        out.writeInt(definition.keys().size());
        for (String key : definition.keys()) {
            out.writeUTF(key);
        }
        revisions.save(out);
        out.writeInt(byStart.size());
        for (Window window : byStart.values()) {
            out.writeLong(window.start());
            out.writeLong(window.dueMillis());
            out.writeInt(window.revision());
            out.writeInt(window.groups().size());
            for (Group group : window.groups()) {
                group.save(out);
            }
        }
    }

    /// Those that were saved, with their windows and keys, and the rest as it is defined now. Totals that were
    /// not saved begin with nothing.
    static Windows load(DataInput in, Definition now, List<Saved> totals) throws IOException {
        long seconds = in.readLong();
        List<String> keys = new ArrayList<>();
        for (int left = Plain.count(in); left > 0; left--) {
            keys.add(in.readUTF());
        }
        var windows = new Windows(now.of(seconds, keys));
        windows.load(in, totals);
        return windows;
    }

    private void load(DataInput in, List<Saved> totals) throws IOException {
        revisions.load(in);
        for (int left = Plain.count(in); left > 0; left--) {
            var window = new Window(definition, in.readLong(), in.readLong(), in.readInt());
            for (int more = Plain.count(in); more > 0; more--) {
                Group group = Group.load(in, definition, totals);
                window.put(group);
                groups++;
                changed(group);
            }
            add(window);
        }
    }
}
