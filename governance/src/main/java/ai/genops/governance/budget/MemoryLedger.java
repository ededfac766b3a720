package ai.genops.governance.budget;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The newest lines of a ledger; older ones are carried forward as their sums, one for each budget and cell. Guarded by its
 * store's lock.
 */
final class MemoryLedger {
    private static final int MAX_CARRIED = 10_000;

    private record Place(String budget, Instant cell) {}

    /** The sum of the lines of one budget and cell. */
    private static final class Carried {
        private final Place place;
        private long sequence;
        private Instant at = Instant.MIN;
        private long reserved;
        private long committed;

        Carried(Place place) {
            this.place = place;
        }

        void add(Entry more) {
            sequence = more.sequence();
            at = more.at();
            reserved = Math.addExact(reserved, more.reserved());
            committed = Math.addExact(committed, more.committed());
        }

        Entry entry() {
            return new Entry(sequence, at, place.budget, place.cell, "", Entry.Kind.CARRIED, reserved, committed);
        }
    }

    private final int maxEntries;
    private final Consumer<Entry> journal;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Place, Carried> carried = new LinkedHashMap<>();
    private long sequence;

    MemoryLedger(int maxEntries, Consumer<Entry> journal) {
        this.maxEntries = maxEntries;
        this.journal = journal;
    }

    void append(Instant at, Reservation.Line line, String key, Entry.Kind kind, long reserved, long committed) {
        var entry = new Entry(++sequence, at, line.account().name, line.cell().start, key, kind, reserved, committed);
        entries.addLast(entry);
        if (entries.size() > maxEntries) {
            carry(entries.removeFirst());
        }
        journal.accept(entry);
    }

    private void carry(Entry entry) {
        carried.computeIfAbsent(new Place(entry.budget(), entry.cell()), Carried::new)
                .add(entry);
        if (carried.size() > MAX_CARRIED) {
            carried.remove(carried.keySet().iterator().next());
        }
    }

    List<Entry> of(String budget) {
        List<Entry> found = new ArrayList<>();
        carried.values().stream()
                .filter(one -> one.place.budget.equals(budget))
                .map(Carried::entry)
                .forEach(found::add);
        entries.stream().filter(one -> one.budget().equals(budget)).forEach(found::add);
        return found;
    }
}
