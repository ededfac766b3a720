package ai.genops.search.partial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What data files contribute to aggregations that are asked again and again: as a file never changes, neither does
/// that. An aggregation that is asked the second time leaves, for each file that lies wholly in its time, the lower
/// of its [TwoLevels] in a table of the engine's memory; whoever asks it again reads only what came since, and files
/// at the edges of the time:
///
/// ```
/// time searched        ├──────────────────────────────────────┤
/// files             [ 1  ][ 2  ][ 3  ][ 4  ][ 5  ][ 6  ]  young rows
///                   rows  └──── the table ─────┘  rows    rows
///                         (next time 6 is there too)
/// ```
///
/// A full part of the young rows ([ai.genops.lake.YoungParts]) is a file here like any other, until it is rolled.
///
/// This is the list of these tables: what they are of, how large they are, and which is to go first, the one that was
/// asked for longest ago. A table is written once. Another takes its place when files have come or gone; searches
/// under way see those that were there when they began, as their transaction does. Of one lake; safe for concurrent
/// use.
public final class PartialAggregates {
    /// Nothing is kept.
    public static final PartialAggregates NONE = new PartialAggregates(0);

    /// Aggregations of which it is known that somebody asked them.
    private static final int MOST_ASKED = 1_000;

    /// No table has a larger part of the memory.
    static final int LARGEST_PART = 4;

    private final long maxBytes;
    private final Map<Signature, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final AtomicLong spared = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private List<String> superseded = new ArrayList<>();
    private long named;
    private long published;
    private long bytes;

    /// What is known of one aggregation.
    private static final class Entry {
        private boolean hopeless;
        private boolean busy;
        private @Nullable Kept kept;
    }

    /// Figures.
    ///
    /// @param aggregations that tables are kept of
    /// @param filesSpared how often a search did not read a file, since the start
    /// @param filesRead how often a search read a file that lay in its time, of the aggregations that may have a
    ///     table
    public record Stats(int aggregations, long bytes, long filesSpared, long filesRead) {}

    private PartialAggregates(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Tables of a lake that has none yet.
    ///
    /// @param maxBytes of all tables together, about; above 0
    public static PartialAggregates of(long maxBytes) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("partial aggregates must have memory, not " + maxBytes + " bytes");
        }
        return new PartialAggregates(maxBytes);
    }

    public synchronized Stats stats() {
        int tables = (int)
                entries.values().stream().filter(entry -> entry.kept != null).count();
        return new Stats(tables, bytes, spared.get(), read.get());
    }

    void count(long filesSpared, long filesRead) {
        spared.addAndGet(filesSpared);
        read.addAndGet(filesRead);
    }

    boolean isOff() {
        return maxBytes == 0;
    }

    long maxBytes() {
        return maxBytes;
    }

    synchronized @Nullable Kept find(Signature signature) {
        Entry entry = entries.get(signature);
        return entry == null ? null : entry.kept;
    }

    /// Notes that somebody asks, and says whether to make a table or a larger one, which is then the caller's to do
    /// until [#put], [#giveUp] or [#leave].
    ///
    /// @param first whether the search has not asked the same before
    synchronized boolean take(Signature signature, boolean first) {
        Entry entry = entries.get(signature);
        if (entry == null) {
            if (first) {
                entries.put(signature, new Entry());
                forgetOldest();
            }
            return false;
        }
        if (!first || entry.hopeless || entry.busy) {
            return false;
        }
        entry.busy = true;
        return true;
    }

    private void forgetOldest() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > MOST_ASKED && oldest.hasNext()) {
            Entry entry = oldest.next();
            if (!entry.busy && entry.kept == null) {
                oldest.remove();
            }
        }
    }

    /// Nothing was made; later again.
    synchronized void leave(Signature signature) {
        entry(signature).busy = false;
    }

    /// It is not worth a table.
    synchronized void giveUp(Signature signature) {
        forget(signature);
        entry(signature).hopeless = true;
    }

    /// It has no table any more.
    synchronized void forget(Signature signature) {
        leave(signature);
        drop(entry(signature));
    }

    private Entry entry(Signature signature) {
        return entries.computeIfAbsent(signature, _ -> new Entry());
    }

    /// A table that every search sees that begins from now on. Those that were asked for longest ago make room.
    synchronized void put(Signature signature, Kept kept) {
        forget(signature);
        entry(signature).kept = kept.since(++published);
        bytes += kept.bytes();
        if (kept.bytes() > maxBytes / LARGEST_PART) {
            giveUp(signature);
        }
        for (Entry other : entries.values()) {
            if (bytes <= maxBytes) {
                return;
            }
            if (!other.busy) {
                drop(other);
            }
        }
    }

    private void drop(Entry entry) {
        Kept kept = entry.kept;
        if (kept != null) {
            superseded.add(kept.name());
            bytes -= kept.bytes();
            entry.kept = null;
        }
    }

    /// Tables that nobody asks for any more; told once.
    synchronized List<String> superseded() {
        List<String> all = superseded;
        superseded = new ArrayList<>();
        return all;
    }

    /// A name that no table had.
    synchronized String name() {
        return "memory.main.partials_" + ++named;
    }

    synchronized long published() {
        return published;
    }

    /// Tables with files that are gone; to be trimmed by the caller until [#put] or [#giveUp].
    ///
    /// @param held the ids of all files that there were when a search began
    /// @param began how many tables there had been then: later ones may have later files
    synchronized Map<Signature, Set<Long>> takeThoseOf(Set<Long> held, long began) {
        Map<Signature, Set<Long>> found = new LinkedHashMap<>();
        entries.forEach((signature, entry) -> {
            Kept kept = entry.kept;
            if (kept != null && !entry.busy && kept.since() <= began) {
                var gone = new HashSet<>(kept.files());
                gone.removeAll(held);
                if (!gone.isEmpty()) {
                    entry.busy = true;
                    found.put(signature, gone);
                }
            }
        });
        return found;
    }
}
