package ai.genops.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where each consumer stands: its name → the sequence it reads next. A segment that a registered consumer has not
/// passed is never given up, so a consumer that is no longer configured must be forgotten. Thread-safe.
public final class Checkpoints {
    private static final int MAX_NAME = 200;

    private final CheckpointFile file;
    private final Home home;
    private final LongSupplier end;
    private final Runnable moved;
    private final SortedMap<String, Long> positions;
    private final Map<String, ConsumerLimit> limits = new HashMap<>();
    private final Map<String, Long> dropped = new HashMap<>();
    private final Set<Hold> holds = new HashSet<>();
    private final ConsumerLimit unlimited;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long highest;
    private long changes;
    private long written;

    /// @param end the sequence that the next record gets
    /// @param moved called after a position has moved
    Checkpoints(CheckpointFile file, Home home, Overflow overflow, LongSupplier end, Runnable moved)
            throws IOException {
        this.file = file;
        this.home = home;
        this.unlimited = ConsumerLimit.unlimited(overflow);
        this.end = end;
        this.moved = moved;
        this.positions = file.restore();
        this.highest =
                positions.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /// Adds a consumer, or sets where it stands, backwards too. Durable on return.
    ///
    /// A position beyond the end of the log shows that the log has lost records the consumer has had (its disk was
    /// replaced, its folder deleted): numbering then goes on from there, since one sequence must never mean two
    /// records.
    public void register(String name, long next) throws IOException {
        if (name.isBlank() || name.length() > MAX_NAME || name.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "a consumer's name is one line of up to %d characters, not `%s`".formatted(MAX_NAME, name));
        }
        if (next < 0) {
            throw new IllegalArgumentException("consumer `%s`: position %d is negative".formatted(name, next));
        }
        synchronized (this) {
            set(name, next);
        }
        flush();
        moved.run();
    }

    /// Keeps all that stands from `next` on until the hold is closed, as a consumer there would that may be behind
    /// as far as the log's own limit; at most until the log is closed.
    ///
    /// @param holder who keeps it, for whom the log is full because of that
    public Hold hold(String holder, long next) {
        var hold = new Hold(holder, next);
        synchronized (this) {
            holds.add(hold);
        }
        return hold;
    }

    /// What [#hold] keeps. Two are never equal.
    public final class Hold implements AutoCloseable {
        private final String holder;
        private final long next;

        private Hold(String holder, long next) {
            this.holder = holder;
            this.next = next;
        }

        @Override
        public void close() {
            synchronized (Checkpoints.this) {
                holds.remove(this);
            }
            moved.run();
        }
    }

    /// Sets how far a consumer may be behind; known or not, and not kept over a restart. Without it, that is up to the
    /// log's own limit.
    public void limit(String name, ConsumerLimit limit) {
        synchronized (this) {
            limits.put(name, limit);
        }
        moved.run();
    }

    /// How far a consumer may be behind.
    public synchronized ConsumerLimit limit(String name) {
        return limits.getOrDefault(name, unlimited);
    }

    /// Where a consumer stands; empty if it is not registered.
    public synchronized OptionalLong position(String name) {
        var next = positions.get(name);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /// All consumers.
    public synchronized SortedMap<String, Long> positions() {
        return new TreeMap<>(positions);
    }

    /// Says that a registered consumer is done with all records before `next`. Durable on return; commits at the same
    /// time share one write. A position behind the present one changes nothing.
    public void commit(String name, long next) throws IOException {
        note(name, next);
        flush();
    }

    /// As [#commit], for a consumer that keeps its checkpoint itself: retention knows it at once, the file with the
    /// next commit, before a segment is given up because of it, and at close.
    public void note(String name, long next) {
        synchronized (this) {
            var now = positions.get(name);
            if (now == null) {
                throw new IllegalArgumentException(
                        "consumer `%s` is not registered; these are: %s".formatted(name, positions.keySet()));
            }
            if (next > end.getAsLong()) {
                throw new IllegalArgumentException("consumer `%s`: position %d is beyond the log's end, %d"
                        .formatted(name, next, end.getAsLong()));
            }
            if (next <= now) {
                return;
            }
            set(name, next);
        }
        moved.run();
    }

    /// Removes a consumer, which then holds nothing back. Durable on return.
    public void forget(String name) throws IOException {
        synchronized (this) {
            positions.remove(name);
            limits.remove(name);
            dropped.remove(name);
            changes++;
        }
        flush();
        moved.run();
    }

    /// The highest position any consumer has had.
    long highest() {
        return highest;
    }

    /// The lowest position of any consumer; the largest number if there is none.
    synchronized long lowest() {
        return positions.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /// Whether nobody holds back what stands before `sequence`: all consumers have got there, but for those that may
    /// lose what is further behind than their limit. If so, the positions are on disk.
    ///
    /// @param lagBytes what stands from a sequence on
    boolean allReached(long sequence, LongUnaryOperator lagBytes) throws IOException {
        synchronized (this) {
            if (isHeld(sequence)) {
                return false;
            }
            for (var consumer : positions.entrySet()) {
                var limit = limit(consumer.getKey());
                boolean free = limit.overflow() == Overflow.DROP_OLDEST
                        && lagBytes.applyAsLong(sequence) >= limit.maxLagBytes();
                if (consumer.getValue() < sequence && !free) {
                    return false;
                }
            }
        }
        flush();
        return true;
    }

    /// Whether all who need what stands before `sequence` are of those that lose it when there is no room.
    synchronized boolean mayDrop(long sequence) {
        boolean held = isHeld(sequence) && unlimited.overflow() == Overflow.BLOCK;
        return !held
                && positions.entrySet().stream()
                        .filter(consumer -> consumer.getValue() < sequence)
                        .allMatch(consumer -> limit(consumer.getKey()).overflow() == Overflow.DROP_OLDEST);
    }

    private synchronized boolean isHeld(long sequence) {
        return holds.stream().anyMatch(hold -> hold.next < sequence);
    }

    /// Counts what consumers lose when the segment from `base` to `next` is given up.
    ///
    /// @return the first sequence that one of them had not read; `next` if there is none
    synchronized long drop(long base, long next) {
        long first = next;
        for (var consumer : positions.entrySet()) {
            long from = Math.max(base, consumer.getValue());
            if (from < next) {
                dropped.merge(consumer.getKey(), next - from, Long::sum);
                first = Math.min(first, from);
            }
        }
        return first;
    }

    synchronized long dropped(String name) {
        return dropped.getOrDefault(name, 0L);
    }

    /// The consumer that stops the log because it is further behind than it may be; null if there is none.
    synchronized AppendException.@Nullable Full overLimit(Path directory, LongUnaryOperator lagBytes) {
        for (var consumer : positions.entrySet()) {
            var limit = limit(consumer.getKey());
            if (limit.overflow() == Overflow.BLOCK
                    && limit.maxLagBytes() < Long.MAX_VALUE
                    && lagBytes.applyAsLong(consumer.getValue()) > limit.maxLagBytes()) {
                return AppendException.Full.ofConsumer(
                        directory.toString(),
                        consumer.getKey(),
                        limit.maxLagBytes(),
                        end.getAsLong() - consumer.getValue());
            }
        }
        return null;
    }

    /// What to tell those whose records find no room: the slowest of those that block.
    synchronized AppendException.Full full(Path directory, long maxBytes) {
        var slowest = Stream.concat(
                        positions.entrySet().stream(), holds.stream().map(hold -> Map.entry(hold.holder, hold.next)))
                .filter(consumer -> limit(consumer.getKey()).overflow() == Overflow.BLOCK)
                .min(Map.Entry.comparingByValue())
                .orElse(Map.entry("none", 0L));
        return new AppendException.Full(
                directory.toString(), maxBytes, slowest.getKey(), end.getAsLong() - slowest.getValue());
    }

    void flush() throws IOException {
        long mine;
        synchronized (this) {
            mine = changes;
        }
        writing.lock();
        try {
            if (written >= mine) {
                return;
            }
            SortedMap<String, Long> snapshot;
            long upTo;
            synchronized (this) {
                snapshot = new TreeMap<>(positions);
                upTo = changes;
            }
            file.write(snapshot, home);
            written = upTo;
        } finally {
            writing.unlock();
        }
    }

    private void set(String name, long next) {
        positions.put(name, next);
        highest = Math.max(highest, next);
        changes++;
    }
}
