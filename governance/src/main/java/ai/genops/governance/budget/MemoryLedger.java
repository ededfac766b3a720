package ai.genops.governance.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest lines of a ledger; older ones are carried forward as their sums, one for each budget and cell. The lines are a
 * ring: when it is full, the oldest is carried and written over, so that a line allocates nothing. Guarded by its store's
 * lock.
 */
final class MemoryLedger {
    private static final int MAX_CARRIED = 10_000;

    private static final class Line {
        private Account.Cell cell;
        private Entry.Kind kind;
        private String key = "";
        private long sequence;
        private long atMillis;
        private long reserved;
        private long committed;

        Line(Account.Cell cell, Entry.Kind kind) {
            this.cell = cell;
            this.kind = kind;
        }

        void write(long itsSequence, long millis, long reservedBy, long committedBy) {
            sequence = itsSequence;
            atMillis = millis;
            reserved = reservedBy;
            committed = committedBy;
        }

        /** As the sum it is. */
        void add(Line more) {
            write(
                    more.sequence,
                    more.atMillis,
                    Math.addExact(reserved, more.reserved),
                    Math.addExact(committed, more.committed));
        }

        boolean isOf(String budget) {
            return cell.account.name.equals(budget);
        }

        Entry entry() {
            Instant at = Instant.ofEpochMilli(atMillis);
            return new Entry(sequence, at, cell.account.name, cell.start, key, kind, reserved, committed);
        }
    }

    private final int maxLines;
    private final @Nullable Consumer<Entry> journal;
    private final List<Line> lines = new ArrayList<>();
    private final Map<Account.Cell, Line> carried = new LinkedHashMap<>();
    private long sequence;

    MemoryLedger(int maxLines, @Nullable Consumer<Entry> journal) {
        this.maxLines = maxLines;
        this.journal = journal;
    }

    void append(long millis, Account.Cell cell, String key, Entry.Kind kind, long reserved, long committed) {
        Line line = next(cell, kind);
        line.cell = cell;
        line.kind = kind;
        line.key = key;
        line.write(++sequence, millis, reserved, committed);
        if (journal != null) {
            journal.accept(line.entry());
        }
    }

    private Line next(Account.Cell cell, Entry.Kind kind) {
        if (lines.size() < maxLines) {
            Line fresh = new Line(cell, kind);
            lines.add(fresh);
            return fresh;
        }
        Line oldest = lines.get(oldest());
        carry(oldest);
        return oldest;
    }

    private int oldest() {
        return lines.size() < maxLines ? 0 : (int) (sequence % maxLines);
    }

    private void carry(Line line) {
        Line sum = carried.get(line.cell);
        if (sum == null) {
            sum = new Line(line.cell, Entry.Kind.CARRIED);
            carried.put(line.cell, sum);
        }
        sum.add(line);
        if (carried.size() > MAX_CARRIED) {
            carried.remove(carried.keySet().iterator().next());
        }
    }

    List<Entry> of(String budget) {
        List<Line> inOrder = new ArrayList<>(carried.values());
        inOrder.addAll(lines.subList(oldest(), lines.size()));
        inOrder.addAll(lines.subList(0, oldest()));
        List<Entry> entries = new ArrayList<>();
        for (Line line : inOrder) {
            if (line.isOf(budget)) {
                entries.add(line.entry());
            }
        }
        return List.copyOf(entries);
    }
}
