package ai.genops.pipeline.engine;

import ai.genops.log.Log;
import ai.genops.log.LogReader;
import ai.genops.log.Threads;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All readings of the log. Destinations that stand at the same record share one, the main feed. One that cannot take
/// more is left behind with a feed of its own; when it has come near the main feed again, that one halts between two
/// records, the other reads the last few, and they go on together.
public final class Feeds implements AutoCloseable {
    /// The consumer of the log for which it keeps what pipelines have to read again to remember it. No destination's id
    /// has a space.
    public static final String MEMORIES = "pipelines' memory";

    private static final long NEAR_RECORDS = 64;

    private final Log log;
    private final Engine engine;
    private final Supplier<Decoder> decoders;
    private final FeedBooks books = new FeedBooks();
    private final Threads threads;
    private final Hands hands;
    /// The first record that is none of its affair.
    private final long end;
    private final List<Running> running = new CopyOnWriteArrayList<>();
    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final MemoryKeeper memories;
    private volatile Feed main;
    private volatile long drainTo;
    private volatile boolean aborting;

    private record Running(Feed feed, Thread thread) {}

    /// Starts feeding the destinations, each from where it stands. They have been started.
    ///
    /// @param workers how many threads may take records through the pipelines at once: at least one
    public Feeds(
            Log log,
            Engine engine,
            Supplier<Decoder> decoders,
            List<Destination> destinations,
            MemoryStore memories,
            int workers) {
        this(log, engine, decoders, destinations, memories, MEMORIES, Long.MAX_VALUE, workers, Threads.REAL);
    }

    /// The same with one worker, but for the records from `end` on: the feeds stop there.
    ///
    /// @param remembering the consumer of the log to use in place of [#MEMORIES]
    public Feeds(
            Log log,
            Engine engine,
            Supplier<Decoder> decoders,
            List<Destination> destinations,
            MemoryStore memories,
            String remembering,
            long end) {
        this(log, engine, decoders, destinations, memories, remembering, end, 1, Threads.REAL);
    }

    /// The same, with as many workers, and threads that are not the machine's.
    public Feeds(
            Log log,
            Engine engine,
            Supplier<Decoder> decoders,
            List<Destination> destinations,
            MemoryStore memories,
            String remembering,
            long end,
            int workers,
            Threads threads) {
        this.threads = threads;
        hands = new Hands(threads, workers - 1);
        drainTo = end;
        this.end = end;
        this.log = log;
        this.engine = engine;
        this.decoders = decoders;
        List<Member> all =
                new ArrayList<>(destinations.stream().map(Member::new).toList());
        all.forEach(member -> members.put(member.destination.id(), member));
        engine.start(all.stream().collect(Collectors.toMap(member -> member.destination.id(), member -> member.first)));
        this.memories = new MemoryKeeper(log, remembering, memories, engine.pipelines(), members.values());
        long furthest = engine.records().start();
        List<Member> together =
                all.stream().filter(member -> member.next == furthest).toList();
        main = new Feed(this, books, together, true);
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

    /// Whether a destination is offered what the pipeline's books count, no record more: one that started further back
    /// than another is also offered records from before.
    public boolean sharesTheBooks(Pipeline pipeline, String destination) {
        Member member = members.get(destination);
        return member != null && member.first == pipeline.bookmark().start();
    }

    /// Feeds what is in the log now, at most for `timeout`, then stops for good.
    public void drain(Duration timeout) throws InterruptedException {
        stop(log.stats().nextSequence(), timeout);
    }

    /// Stops for good after the records under way, which take at most `timeout`.
    public void halt(Duration timeout) throws InterruptedException {
        stop(0, timeout);
    }

    private void stop(long next, Duration timeout) throws InterruptedException {
        drainTo = Math.min(drainTo, next);
        long deadline = threads.nanoTime() + timeout.toNanos();
        for (Running one : running) {
            long left = deadline - threads.nanoTime();
            if (left > 0) {
                threads.join(one.thread, Duration.ofNanos(left));
            }
        }
        close();
    }

    @Override
    public void close() {
        aborting = true;
        running.forEach(one -> one.thread.interrupt());
        hands.end();
    }

    /// Those who look at the events on their way.
    public Taps taps() {
        return engine.taps();
    }

    /// Whether a pipeline waits for time to pass that only a record can bring: at `nowMillis` since 1970, with
    /// everything read that is in the log.
    public boolean awaitTime(long nowMillis) {
        Feed shared = main;
        return shared.due() <= nowMillis && shared.next() == log.stats().nextSequence();
    }

    /// How many feeds are at work, or were when the last one began.
    int feeds() {
        return running.size();
    }

    MemoryKeeper memories() {
        return memories;
    }

    Engine engine() {
        return engine;
    }

    Threads threads() {
        return threads;
    }

    Decoder newDecoder() {
        return decoders.get();
    }

    Hands hands() {
        return hands;
    }

    LogReader read(long from) {
        return log.reader(from);
    }

    boolean stopping(long next) {
        return aborting || next >= drainTo;
    }

    /// Whether nothing will ever be read behind this record.
    boolean isLast(long offset) {
        return offset + 1 == end;
    }

    boolean aborting() {
        return aborting;
    }

    void startLagging(Member member) {
        start("feed-" + member.destination.id(), new Feed(this, books, List.of(member), false));
    }

    /// Whether a feed that lagged has given its members to the main feed and is done.
    boolean rejoined(Feed feed, LogReader reader, List<Member> lagging) throws InterruptedException {
        Feed shared = main;
        long behind = shared.next() - feed.next();
        if (feed == shared || !shared.serves() || behind < 0 || behind > NEAR_RECORDS) {
            return false;
        }
        shared.boundary().lockInterruptibly();
        try {
            while (feed.next() < shared.next()) {
                if (!lagging.getFirst().destination.ready() || !feed.step(reader, Duration.ZERO)) {
                    return false;
                }
            }
            if (feed.next() != shared.next() || !settled(feed, shared, lagging)) {
                return false;
            }
            lagging.forEach(shared::take);
            lagging.clear();
            return true;
        } finally {
            shared.boundary().unlock();
        }
    }

    /// Two feeds stand between the same two records: books what their members have missed. Says whether that could be
    /// done, which it cannot while another feed may still count events of a record before.
    private boolean settled(Feed one, Feed other, List<Member> lagging) {
        List<Member> missed = Stream.concat(lagging.stream(), other.members().stream())
                .filter(member -> member.missed)
                .toList();
        if (missed.isEmpty()) {
            return true;
        }
        if (running.stream().map(Running::feed).anyMatch(feed -> feed != one && feed != other && feed.counting())) {
            return false;
        }
        missed.forEach(member -> settle(member, other.next()));
        return true;
    }

    /// What a pipeline passed on before the record `next` and a destination that stands there was not offered, is what
    /// the log gave up before the destination had it. If another feed is further on, it is known when that joins.
    private void settle(Member member, long next) {
        for (Pipeline pipeline : engine.pipelines()) {
            if (sharesTheBooks(pipeline, member.destination.id())) {
                long passed = pipeline.passed();
                if (pipeline.bookmark().isBeyond(next)) {
                    return;
                }
                pipeline.routes().stream()
                        .filter(route -> route.destination().id().equals(member.destination.id()))
                        .forEach(route -> route.settle(passed));
            }
        }
        member.missed = false;
    }

    /// A destination that falls behind and comes back again and again has a new feed each time, and each had room for
    /// the largest record it read.
    private void start(String name, Feed feed) {
        running.removeIf(one -> !one.thread.isAlive());
        running.add(new Running(feed, threads.platform(name, feed)));
    }
}
