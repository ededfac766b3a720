package ai.genops.pipeline.engine;

import ai.genops.log.LogEntry;
import ai.genops.log.LogReader;
import ai.genops.pipeline.Destination;
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
    private final FeedBooks books;
    /// Held from a record's first event to its last: whoever has it sees the feed between two records.
    private final ReentrantLock boundary = new ReentrantLock();

    private final List<Member> members = new ArrayList<>();
    private final Program program;
    private final Strand strand;
    /// How it takes several records through at once; null if it takes one after the other.
    private @Nullable Round round;
    /// The record from which on its members want to have them. What it reads before is only to be remembered.
    private final long from;
    private byte[] payload = new byte[1 << 16];
    private volatile long next;
    private volatile long due = Long.MAX_VALUE;
    private volatile boolean counting;
    private long saved;
    /// Why the log could not be read, so that it is told once; empty if it can.
    private String unread = "";

    /// @param main whether it follows every pipeline that remembers, for others to join it
    Feed(Feeds feeds, FeedBooks books, List<Member> members, boolean main) {
        this.feeds = feeds;
        this.books = books;
        this.members.addAll(members);
        from = members.isEmpty() ? 0 : members.getFirst().next;
        program = new Program(feeds.engine(), destinations(), feeds.threads()::nanoTime, main);
        next = feeds.memories().restore(program, from);
        due = program.due();
        strand = new Strand(feeds.newDecoder(), program, books);
        round = Round.of(feeds, books, program, destinations());
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
        serve();
    }

    private void serve() {
        program.serve(destinations());
        round = Round.of(feeds, books, program, destinations());
    }

    @Override
    public void run() {
        try (LogReader reader = feeds.read(next)) {
            while (!feeds.stopping(next) && !members.isEmpty()) {
                advance(reader);
                if (feeds.rejoined(this, reader, members)) {
                    return;
                }
            }
            leave();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("cannot close a reader of the log: {}", e.toString());
        }
    }

    /// What is remembered now is saved: who goes on from here reads nothing again, and where a processor is
    /// defined otherwise by then, what its former definition is told ends exactly where what the next one is
    /// told begins.
    private void leave() {
        if (!feeds.aborting() && !members.isEmpty() && !feeds.isLast(next - 1)) {
            feeds.memories().save(program, next);
        }
    }

    /// Deals with the next record, or with several at once, if there are any in time.
    private void advance(LogReader reader) throws InterruptedException {
        LogEntry entry = poll(reader, POLL);
        if (entry == null) {
            return;
        }
        boundary.lockInterruptibly();
        try {
            if (entry instanceof LogEntry.Stored record && record.sequence() >= from) {
                awaitMembers();
                Round together = round;
                if (together != null && !feeds.engine().taps().areOpen()) {
                    together(together, record, reader);
                    return;
                }
            }
            one(entry);
        } finally {
            counting = false;
            boundary.unlock();
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
            one(entry);
        } finally {
            counting = false;
            boundary.unlock();
        }
        return true;
    }

    private void one(LogEntry entry) throws InterruptedException {
        switch (entry) {
            case LogEntry.Stored record -> record(record);
            case LogEntry.Gap gap -> gap(gap);
        }
    }

    /// Takes the record through, with those behind it that are there already.
    private void together(Round together, LogEntry.Stored first, LogReader reader) throws InterruptedException {
        LogEntry entry = first;
        while (entry instanceof LogEntry.Stored record) {
            together.add(record);
            boolean enough = together.isFull() || feeds.stopping(record.sequence() + 1);
            entry = enough ? null : poll(reader, Duration.ZERO);
        }
        counting = true;
        Firsts firsts = program.claim(together.first(), together.next());
        long appendMillis = together.appendMillis();
        if (together.size() == 1) {
            strand.run(together.first(), appendMillis, together.only(), firsts, true);
            pass(together.next());
        } else {
            together.run(firsts);
            for (int i = 0; i < together.size(); i++) {
                awaitMembers();
                pass(together.handOver(i, members));
            }
        }
        together.clear();
        remember(appendMillis);
        if (entry != null) {
            one(entry);
        }
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
        counting = true;
        strand.run(offset, record.appendedMillis(), copy(record.payload()), program.claim(offset, offset + 1), serving);
        if (feeds.isLast(offset)) {
            strand.end();
        }
        pass(offset + 1);
        remember(record.appendedMillis());
    }

    private void remember(long nowMillis) {
        due = program.due();
        if (MemoryKeeper.isDue(saved, nowMillis)) {
            feeds.memories().renew(program, next);
            saved = nowMillis;
        }
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
                serve();
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
