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

    private final int maxEntries;
    private final Consumer<Entry> journal;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Place, Entry> carried = new LinkedHashMap<>();
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
        carried.merge(new Place(entry.budget(), entry.cell()), carried(entry), MemoryLedger::sum);
        if (carried.size() > MAX_CARRIED) {
            carried.remove(carried.keySet().iterator().next());
        }
    }

    private static Entry carried(Entry entry) {
        return new Entry(
                entry.sequence(),
                entry.at(),
                entry.budget(),
                entry.cell(),
                "",
                Entry.Kind.CARRIED,
                entry.reserved(),
                entry.committed());
    }

    private static Entry sum(Entry old, Entry more) {
        return new Entry(
                more.sequence(),
                more.at(),
                old.budget(),
                old.cell(),
                "",
                Entry.Kind.CARRIED,
                Math.addExact(old.reserved(), more.reserved()),
                Math.addExact(old.committed(), more.committed()));
    }

    List<Entry> of(String budget) {
        List<Entry> found = new ArrayList<>();
        carried.values().stream().filter(one -> one.budget().equals(budget)).forEach(found::add);
        entries.stream().filter(one -> one.budget().equals(budget)).forEach(found::add);
        return found;
    }
}
