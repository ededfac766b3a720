package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.log.LogEntry;
import ai.genops.log.LogReader;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One reading of the log for some destinations that stand at the same record: each record is read, decoded and run
/// through the pipelines once, and offered to all of them. Runs in a thread of its own until it is stopped or has no
/// members left.
final class Feed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SHORTEST_NAP_NANOS = 500_000;
    private static final long LONGEST_NAP_NANOS = 100_000_000;
    private static final long PATIENCE_NANOS = 200_000_000;

    private final Feeds feeds;
    private final Decoder decoder;
    private final FeedBooks books;
    /// Held from a record's first event to its last: whoever has it sees the feed between two records.
    private final ReentrantLock boundary = new ReentrantLock();

    private final List<Member> members = new ArrayList<>();
    private final Program program;
    /// The record from which on its members want to have them. What it reads before is only to be remembered.
    private final long from;
    private byte[] payload = new byte[1 << 16];
    private volatile long next;
    private volatile long due = Long.MAX_VALUE;
    private volatile boolean counting;
    private long saved;
    private long current;
    /// Why the log could not be read, so that it is told once; empty if it can.
    private String unread = "";

    /// @param main whether it follows every pipeline that remembers, for others to join it
    Feed(Feeds feeds, FeedBooks books, List<Member> members, boolean main) {
        this.feeds = feeds;
        this.decoder = feeds.newDecoder();
        this.books = books;
        this.members.addAll(members);
        from = members.isEmpty() ? 0 : members.getFirst().next;
        program = new Program(feeds.engine(), destinations(), feeds.threads()::nanoTime, main);
        next = feeds.memories().restore(program, from);
        due = program.due();
    }

    /// The record it reads next.
    long next() {
        return next;
    }

    /// Whether it has read all that is only to be remembered: what it reads from here on, its members get.
    boolean serves() {
        return next >= from;
    }

    /// Whether it is within a record whose events it may be the first to count.
    boolean counting() {
        return counting;
    }

    /// When it wants a record to come, in milliseconds since 1970, as of the last record.
    long due() {
        return due;
    }

    ReentrantLock boundary() {
        return boundary;
    }

    /// The caller holds the boundary.
    List<Member> members() {
        return members;
    }

    /// Takes a member in that stands where this feed stands. The caller holds the boundary.
    void take(Member member) {
        members.add(member);
        program.serve(destinations());
    }

    @Override
    public void run() {
        try (LogReader reader = feeds.read(next)) {
            while (!feeds.stopping(next) && !members.isEmpty()) {
                step(reader, POLL);
                if (feeds.rejoined(this, reader, members)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("cannot close a reader of the log: {}", e.toString());
        }
    }

    /// Deals with the next record if there is one in time; says whether there was.
    boolean step(LogReader reader, Duration timeout) throws InterruptedException {
        LogEntry entry = poll(reader, timeout);
        if (entry == null) {
            return false;
        }
        boundary.lockInterruptibly();
        try {
            switch (entry) {
                case LogEntry.Stored record -> record(record);
                case LogEntry.Gap gap -> gap(gap);
            }
        } finally {
            counting = false;
            boundary.unlock();
        }
        return true;
    }

    private @Nullable LogEntry poll(LogReader reader, Duration timeout) throws InterruptedException {
        try {
            LogEntry entry = reader.poll(timeout);
            unread = entry == null ? unread : "";
            return entry;
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(unread)) {
                LOG.warn("{}; trying again", why);
            }
            unread = why;
            feeds.threads().sleep(POLL);
            return null;
        }
    }

    private void record(LogEntry.Stored record) throws InterruptedException {
        long offset = record.sequence();
        boolean serving = offset >= from;
        if (serving) {
            awaitMembers();
        }
        current = offset;
        counting = true;
        boolean first = feeds.engine().records().passes(offset);
        begin(record, first, serving);
        ByteBuffer bytes = copy(record.payload());
        try {
            int events = decoder.decode(offset, record.appendedMillis(), bytes, this::run);
            if (first) {
                books.records.increment();
                books.events.add(events);
            }
        } catch (UndecodableException e) {
            if (first) {
                books.undecodable.increment();
                LOG.warn("record {} of the log cannot be decoded and is skipped: {}", offset, e.getMessage());
            }
        }
        if (feeds.isLast(offset)) {
            end();
        }
        pass(offset + 1);
        remember(record.appendedMillis());
    }

    private void remember(long nowMillis) {
        due = program.due();
        if (MemoryKeeper.isDue(saved, nowMillis)) {
            feeds.memories().save(program, next);
            saved = nowMillis;
        }
    }

    private void begin(LogEntry.Stored record, boolean first, boolean serving) {
        try {
            program.begin(record.sequence(), record.appendedMillis(), first, serving);
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    private void end() {
        try {
            program.end();
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    private void run(Event event) {
        try {
            program.run(event);
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    /// One of ours, at one event: the others go on.
    private void fault(RuntimeException e) {
        books.faults.increment();
        LOG.error("record {} of the log: an event failed", current, e);
    }

    private void gap(LogEntry.Gap gap) throws InterruptedException {
        boolean first = feeds.engine().records().passes(gap.next() - 1);
        books.missed(gap, first);
        LOG.warn("records {} to {} of the log are missing: {}", gap.first(), gap.next() - 1, gap.cause());
        if (gap.next() > from) {
            awaitMembers();
            members.forEach(member -> member.skipped(gap.next()));
        }
        next = gap.next();
    }

    private void pass(long nextOffset) {
        if (nextOffset > from) {
            members.forEach(member -> member.passed(nextOffset));
        }
        next = nextOffset;
    }

    /// Until every member can take the record. One that cannot for a while goes on in a feed of its own, unless it is
    /// the only one here.
    private void awaitMembers() throws InterruptedException {
        long since = feeds.threads().nanoTime();
        while (true) {
            Member waiting = notReady();
            if (waiting == null || feeds.aborting()) {
                return;
            }
            long waited = feeds.threads().nanoTime() - since;
            if (members.size() > 1 && waited > PATIENCE_NANOS) {
                members.remove(waiting);
                program.serve(destinations());
                feeds.startLagging(waiting);
            } else {
                long nap = Math.clamp(waited / 8, SHORTEST_NAP_NANOS, LONGEST_NAP_NANOS);
                feeds.threads().sleep(Duration.ofNanos(nap));
            }
        }
    }

    private @Nullable Member notReady() {
        for (Member member : members) {
            if (!member.destination.ready()) {
                return member;
            }
        }
        return null;
    }

    private List<Destination> destinations() {
        return members.stream().map(member -> member.destination).toList();
    }

    /// The log's view is read-only and ends with the next poll; events refer to an array.
    private ByteBuffer copy(ByteBuffer view) {
        int length = view.remaining();
        if (payload.length < length) {
            payload = new byte[Integer.highestOneBit(length) * 2];
        }
        view.get(payload, 0, length);
        return ByteBuffer.wrap(payload, 0, length);
    }
}
