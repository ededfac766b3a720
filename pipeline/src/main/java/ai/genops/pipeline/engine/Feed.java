package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.log.LogEntry;
import ai.genops.log.LogReader;
import ai.genops.pipeline.Decoder;
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
/// through the pipelines
/// once, and offered to all of them. Runs in a thread of its own until it is stopped or has no members left.
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
    private Engine.Program program;
    private byte[] payload = new byte[1 << 16];
    private volatile long next;
    private long current;
    /// Why the log could not be read, so that it is told once; empty if it can.
    private String unread = "";

    Feed(Feeds feeds, FeedBooks books, List<Member> members) {
        this.feeds = feeds;
        this.decoder = feeds.newDecoder();
        this.books = books;
        this.next = members.isEmpty() ? 0 : members.getFirst().next;
        this.members.addAll(members);
        program = newProgram();
    }

    /// The record it reads next.
    long next() {
        return next;
    }

    ReentrantLock boundary() {
        return boundary;
    }

    /// Takes a member in that stands where this feed stands. The caller holds the boundary.
    void take(Member member) {
        members.add(member);
        reprogram();
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
        awaitMembers();
        current = offset;
        boolean first = feeds.engine().records().passes(offset);
        program.begin(offset, first);
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
        pass(offset + 1);
    }

    private void run(Event event) {
        try {
            program.run(event);
        } catch (RuntimeException e) {
            books.faults.increment();
            LOG.error("record {} of the log: an event failed", current, e);
        }
    }

    private void gap(LogEntry.Gap gap) {
        if (feeds.engine().records().passes(gap.next() - 1)) {
            books.missing.add(gap.count());
        }
        LOG.warn("records {} to {} of the log are missing: {}", gap.first(), gap.next() - 1, gap.cause());
        members.forEach(member -> member.missed = true);
        pass(gap.next());
    }

    private void pass(long nextOffset) {
        members.forEach(member -> member.passed(nextOffset));
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
                reprogram();
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

    private void reprogram() {
        program = newProgram();
    }

    private Engine.Program newProgram() {
        return feeds.engine()
                .program(members.stream().map(member -> member.destination).toList(), feeds.threads()::nanoTime);
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
