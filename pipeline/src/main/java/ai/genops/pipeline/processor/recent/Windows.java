package ai.genops.pipeline.processor.recent;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;

/// Which keys have been let through lately. The first event of a key begins its window; of those in the window, `allow`
/// are let through and the others suppressed; the first after its end begins the next.
///
/// ```
///   key a   ●──○──○────────┤     ●  carries 2, begins the next window
///   key b        ●──○──────────┤      │
///           oldest                  keepMillis after ● it is forgotten, and nobody carries what it has
/// ```
///
/// Keys are kept in the order in which their windows began, which is also that in which they are forgotten: the oldest
/// first, when it is old enough or there are too many. Time only goes on: a clock that was set back stands still here.
public final class Windows {
    /// The event is suppressed.
    public static final long SUPPRESSED = -1;

    private final Limits limits;
    private final Runnable forgotten;
    private final LinkedHashMap<Digest, Window> windows = new LinkedHashMap<>();
    private long now = Long.MIN_VALUE;

    /// What is let through, and what is remembered of it.
    /// @param allow events per window that are let through, from 1
    /// @param windowMillis how long a window is, from 1
    /// @param keepMillis how long a key is known from the beginning of its window, at least that long
    /// @param maxKeys how many keys are known at the same time
    public record Limits(int allow, long windowMillis, long keepMillis, int maxKeys) {}

    private static final class Window {
        final long start;
        int passed;
        long suppressed;

        Window(long start, int passed, long suppressed) {
            this.start = start;
            this.passed = passed;
            this.suppressed = suppressed;
        }
    }

    /// No key is known yet.
    /// @param forgotten is told each time that a key has to make room while it still counts
    public Windows(Limits limits, Runnable forgotten) {
        this.limits = limits;
        this.forgotten = forgotten;
    }

    public void advance(long nowMillis) {
        if (nowMillis > now) {
            now = nowMillis;
            while (!windows.isEmpty() && age(oldest()) >= limits.keepMillis) {
                windows.pollFirstEntry();
            }
        }
    }

    /// An event of `key`: [#SUPPRESSED], or let through, with how many were suppressed since the one let through
    /// before.
    public long pass(Digest key) {
        Window window = windows.get(key);
        if (window != null && age(window) < limits.windowMillis) {
            return pass(window);
        }
        if (window != null) {
            windows.remove(key);
        } else if (windows.size() == limits.maxKeys) {
            makeRoom();
        }
        windows.put(key, new Window(now, 1, 0));
        return window == null ? 0 : window.suppressed;
    }

    private long pass(Window window) {
        if (window.passed < limits.allow) {
            window.passed++;
            return 0;
        }
        window.suppressed++;
        return SUPPRESSED;
    }

    private void makeRoom() {
        Window oldest = windows.pollFirstEntry().getValue();
        if (age(oldest) < limits.windowMillis || oldest.suppressed > 0) {
            forgotten.run();
        }
    }

    private Window oldest() {
        return windows.firstEntry().getValue();
    }

    private long age(Window window) {
        return now - window.start;
    }

    public void save(DataOutput out) throws IOException {
        out.writeLong(now);
        out.writeInt(windows.size());
        for (var entry : windows.entrySet()) {
            entry.getKey().write(out);
            out.writeLong(entry.getValue().start);
            out.writeInt(entry.getValue().passed);
            out.writeLong(entry.getValue().suppressed);
        }
    }

    /// Into one that has seen nothing yet.
    /// @throws IOException if it is none of these limits
    public void load(DataInput in) throws IOException {
        now = in.readLong();
        int size = in.readInt();
        if (size < 0 || size > limits.maxKeys) {
            throw new IOException("%d keys were saved, at most %d are known".formatted(size, limits.maxKeys));
        }
        for (int i = 0; i < size; i++) {
            windows.put(Digest.read(in), new Window(in.readLong(), in.readInt(), in.readLong()));
        }
    }
}
