package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The open windows. One closes `delay` after its end, or `delay` after its first value if that is later; what comes
/// for it then opens it again, with the next revision. A window of the future, of which some clock is ahead, is not
/// waited for longer than for one that begins now. Times are the log's. One thread.
///
/// Where there are too many groups, or they are too large, the earliest window has to close before its time.
public final class Windows {
    private static final Comparator<Window> BY_DUE =
            Comparator.comparingLong(Window::dueMillis).thenComparingLong(Window::start);

    private final Definition definition;
    private final TreeMap<Long, Window> byStart = new TreeMap<>();
    /// The same.
    private final TreeSet<Window> byDue = new TreeSet<>(BY_DUE);
    private final Revisions revisions = new Revisions();
    private int groups;
    private long bytes;

    public Windows(Definition definition) {
        this.definition = definition;
    }

    /// The totals of a key in the window that holds a time. After a change, [#changed].
    public Group group(long timeSeconds, Key key, long nowMillis) {
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
        var window = new Window(start, due, revisions.next(start, late));
        add(window);
        return window;
    }

    private void add(Window window) {
        byStart.put(window.start(), window);
        byDue.add(window);
    }

    /// A group has been given values.
    public void changed(Group group) {
        bytes += group.measure();
    }

    /// When the next window closes; [Long#MAX_VALUE] if none is open.
    public long dueMillis() {
        return byDue.isEmpty() ? Long.MAX_VALUE : byDue.first().dueMillis();
    }

    /// Closes the windows whose time has come, and gives them in their order.
    public List<Window> close(long nowMillis) {
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

    /// Closes the earliest window if there is more than the bounds allow; null if there is not.
    public @Nullable Window closeEarly() {
        boolean tooMuch = groups > definition.maxGroups() || bytes > definition.maxBytes();
        return tooMuch ? close(byStart.firstEntry().getValue()) : null;
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

    public void save(DataOutput out) throws IOException {
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

    /// Takes over what was saved, of windows and keys of the same definition, into ones that have seen nothing. Totals
    /// that were not saved begin with nothing.
    public void load(DataInput in, List<Saved> totals) throws IOException {
        revisions.load(in);
        for (int left = Plain.count(in); left > 0; left--) {
            var window = new Window(in.readLong(), in.readLong(), in.readInt());
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
