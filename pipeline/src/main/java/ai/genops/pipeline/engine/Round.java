package ai.genops.pipeline.engine;

import ai.genops.log.LogEntry;
import ai.genops.log.Threads;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Page;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A few records of the log that several threads take through the pipelines, each record by one of them. What becomes
/// of them stands on pages of the destinations' and is handed over in the order of the log, so that nobody behind can
/// tell it from one record after the other. For pipelines that remember nothing.
///
/// The feed's thread [#add]s records, [#run]s the round and [#handOver]s what came of it. Reused.
final class Round {
    /// So that one thread that was held up does not hold up the others, and asking for help costs little.
    private static final int RECORDS_EACH = 4;

    /// With more in a round, all of it is not in the processor's cache any more when it is handed over. One record
    /// may be larger.
    private static final int MOST_BYTES = 1 << 20;

    private final Hands hands;
    private final Threads threads;
    private final List<Lane> lanes;
    private final List<RecordCopy> copies = new ArrayList<>();
    private int size;
    private long bytes;

    /// A strand that writes on pages of its own, and the ways that lead there instead of the pipelines' routes.
    private record Lane(Strand strand, Map<Destination, Page> pages, List<Way> ways) {}

    private record Way(RouteEdge route, RouteEdge byPage) {}

    private Round(Hands hands, Threads threads, List<Lane> lanes) {
        this.hands = hands;
        this.threads = threads;
        this.lanes = lanes;
    }

    /// Null if there is nobody to help, or what `program` does has to be done in the order of the log.
    static @Nullable Round of(Feeds feeds, FeedBooks books, Program program, List<Destination> destinations) {
        if (feeds.hands().count() == 0
                || destinations.isEmpty()
                || !program.remembering().isEmpty()) {
            return null;
        }
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i <= feeds.hands().count(); i++) {
            Lane lane = lane(feeds, books, destinations);
            if (lane == null) {
                return null;
            }
            lanes.add(lane);
        }
        return new Round(feeds.hands(), feeds.threads(), lanes);
    }

    private static @Nullable Lane lane(Feeds feeds, FeedBooks books, List<Destination> destinations) {
        Map<Destination, Page> pages = new HashMap<>();
        for (Destination destination : destinations) {
            Page page = destination.page();
            if (page == null) {
                return null;
            }
            pages.put(destination, page);
        }
        Map<RouteEdge, RouteEdge> ways = new LinkedHashMap<>();
        for (Pipeline pipeline : feeds.engine().pipelines()) {
            for (RouteEdge route : pipeline.routes()) {
                Page page = pages.get(route.destination());
                RouteEdge way = page == null ? null : route.on(page);
                if (way != null) {
                    ways.put(route, way);
                } else if (page != null) {
                    return null;
                }
            }
        }
        var program = new Program(
                feeds.engine(),
                destinations,
                feeds.threads()::nanoTime,
                false,
                route -> Objects.requireNonNull(ways.get(route)));
        return new Lane(
                new Strand(feeds.newDecoder(), program, books),
                pages,
                ways.entrySet().stream()
                        .map(way -> new Way(way.getKey(), way.getValue()))
                        .toList());
    }

    /// Copies a record; there is room.
    void add(LogEntry.Stored record) {
        if (size == copies.size()) {
            copies.add(new RecordCopy());
        }
        RecordCopy copy = copies.get(size++);
        copy.of(record);
        bytes += copy.length();
    }

    boolean isFull() {
        return size == RECORDS_EACH * lanes.size() || bytes >= MOST_BYTES;
    }

    int size() {
        return size;
    }

    /// The first record's offset.
    long first() {
        return copies.getFirst().offset();
    }

    /// The offset behind the last record.
    long next() {
        return copies.get(size - 1).offset() + 1;
    }

    /// When the last record was appended, in milliseconds since 1970.
    long appendMillis() {
        return copies.get(size - 1).appendMillis();
    }

    /// The payload of the only record.
    ByteBuffer only() {
        return copies.getFirst().payload();
    }

    /// Takes all records through.
    ///
    /// @throws InterruptedException if it was to stop; nothing has been handed over then
    void run(Firsts firsts) throws InterruptedException {
        var work = new Work(firsts, size);
        for (int i = 1; i < Math.min(lanes.size(), size); i++) {
            int lane = i;
            hands.give(() -> work.take(lane));
        }
        work.take(0);
        work.await();
    }

    /// Hands the record at `index` over, which is the next, to those who are still there; returns the offset behind it.
    long handOver(int index, List<Member> members) {
        RecordCopy copy = copies.get(index);
        Lane lane = lanes.get(copy.lane());
        for (Member member : members) {
            Objects.requireNonNull(lane.pages.get(member.destination)).handOver();
            for (int i = 0; i < lane.ways.size(); i++) {
                RouteEdge route = lane.ways.get(i).route;
                if (route.destination().equals(member.destination)) {
                    route.add(copy.ended().get(i));
                }
            }
        }
        return copy.offset() + 1;
    }

    /// Another round may begin.
    void clear() {
        copies.subList(0, size).forEach(copy -> copy.clear(MOST_BYTES));
        size = 0;
        bytes = 0;
    }

    /// Which records nobody has begun, and how many are not done. A thread that comes too late finds nothing to do.
    private final class Work {
        private final Firsts firsts;
        private final int records;
        private final AtomicInteger begun = new AtomicInteger();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition done = threads.condition(lock);
        private int left;
        private @Nullable Throwable failure;

        Work(Firsts firsts, int records) {
            this.firsts = firsts;
            this.records = records;
            left = records;
        }

        void take(int lane) {
            for (int i = begun.getAndIncrement(); i < records; i = begun.getAndIncrement()) {
                Throwable failed = null;
                try {
                    run(copies.get(i), lane);
                } catch (Throwable e) {
                    failed = e;
                }
                done(failed);
            }
        }

        private void run(RecordCopy copy, int number) {
            Lane lane = lanes.get(number);
            lane.strand.run(copy.offset(), copy.appendMillis(), copy.payload(), firsts, true);
            lane.pages.values().forEach(Page::endRecord);
            copy.takenThrough(
                    number, lane.ways.stream().map(way -> way.byPage.take()).toList());
        }

        private void done(@Nullable Throwable failed) {
            lock.lock();
            try {
                failure = failed == null ? failure : failed;
                if (--left == 0) {
                    done.signal();
                }
            } finally {
                lock.unlock();
            }
        }

        void await() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (left > 0) {
                    done.await();
                }
                if (failure != null) {
                    throw new IllegalStateException("a record could not be taken through the pipelines", failure);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
