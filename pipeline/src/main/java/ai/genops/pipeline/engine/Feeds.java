package ai.genops.pipeline.engine;

import ai.genops.log.Log;
import ai.genops.log.LogReader;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// All readings of the log. Destinations that stand at the same record share one, the main feed. One that cannot take
/// more is left behind with a feed of its own; when it has come near the main feed again, that one halts between two
/// records, the other reads the last few, and they go on together.
public final class Feeds implements AutoCloseable {
    private static final long NEAR_RECORDS = 64;

    private final Log log;
    private final Engine engine;
    private final Supplier<Decoder> decoders;
    private final FeedBooks books = new FeedBooks();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final long furthest;
    private volatile Feed main;
    private volatile long drainTo;
    private volatile boolean aborting;

    /// Starts feeding the destinations, each from where it stands. They have been started.
    public Feeds(Log log, Engine engine, Supplier<Decoder> decoders, List<Destination> destinations) {
        this(log, engine, decoders, destinations, Long.MAX_VALUE);
    }

    /// The same, but for the records from `end` on: the feeds stop there.
    public Feeds(Log log, Engine engine, Supplier<Decoder> decoders, List<Destination> destinations, long end) {
        drainTo = end;
        this.log = log;
        this.engine = engine;
        this.decoders = decoders;
        List<Member> all =
                new ArrayList<>(destinations.stream().map(Member::new).toList());
        all.forEach(member -> members.put(member.destination.id(), member));
        furthest = all.stream().mapToLong(member -> member.next).max().orElse(0);
        engine.beginAt(furthest);
        List<Member> together =
                all.stream().filter(member -> member.next == furthest).toList();
        main = new Feed(this, books, together);
        start("feed", main);
        all.stream().filter(member -> member.next < furthest).forEach(this::startLagging);
    }

    public FeedStats stats() {
        return books.stats();
    }

    /// The record that a destination is offered next; -1 for one that is not fed.
    public long next(String destination) {
        Member member = members.get(destination);
        return member == null ? -1 : member.next;
    }

    /// Whether a destination is offered what the pipelines' books count, no record more: one that started further back
    /// is also offered records from before.
    public boolean sharesTheBooks(String destination) {
        Member member = members.get(destination);
        return member != null && member.first == furthest;
    }

    /// Feeds what is in the log now, at most for `timeout`, then stops for good.
    public void drain(Duration timeout) throws InterruptedException {
        drainTo = Math.min(drainTo, log.stats().nextSequence());
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Thread thread : threads) {
            long left = deadline - System.nanoTime();
            if (left > 0) {
                thread.join(Duration.ofNanos(left));
            }
        }
        close();
    }

    @Override
    public void close() {
        aborting = true;
        threads.forEach(Thread::interrupt);
    }

    Engine engine() {
        return engine;
    }

    Decoder newDecoder() {
        return decoders.get();
    }

    LogReader read(long from) {
        return log.reader(from);
    }

    boolean stopping(long next) {
        return aborting || next >= drainTo;
    }

    boolean aborting() {
        return aborting;
    }

    void startLagging(Member member) {
        start("feed-" + member.destination.id(), new Feed(this, books, List.of(member)));
    }

    /// Whether a feed that lagged has given its members to the main feed and is done.
    boolean rejoined(Feed feed, LogReader reader, List<Member> lagging) throws InterruptedException {
        Feed shared = main;
        long behind = shared.next() - feed.next();
        if (feed == shared || behind < 0 || behind > NEAR_RECORDS) {
            return false;
        }
        shared.boundary().lockInterruptibly();
        try {
            while (feed.next() < shared.next()) {
                if (!lagging.getFirst().destination.ready() || !feed.step(reader, Duration.ZERO)) {
                    return false;
                }
            }
            if (feed.next() != shared.next()) {
                return false;
            }
            lagging.forEach(shared::take);
            lagging.clear();
            return true;
        } finally {
            shared.boundary().unlock();
        }
    }

    private void start(String name, Feed feed) {
        Thread thread = Thread.ofPlatform().name(name).daemon().unstarted(feed);
        threads.add(thread);
        thread.start();
    }
}
