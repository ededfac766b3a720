package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.UndecodableException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What takes a record's events through the pipelines: a decoder and a program. One thread at a time.
final class Strand {
    private static final Logger LOG = LoggerFactory.getLogger(Strand.class);

    private final Decoder decoder;
    private final Program program;
    private final FeedBooks books;
    private long current;

    Strand(Decoder decoder, Program program, FeedBooks books) {
        this.decoder = decoder;
        this.program = program;
        this.books = books;
    }

    Program program() {
        return program;
    }

    /// Takes one record through. What fails is counted and told, and stops nothing.
    ///
    /// @param firsts from which record on it counts
    /// @param serving it is to be delivered; otherwise it is read only to be remembered
    void run(long offset, long appendMillis, ByteBuffer payload, Firsts firsts, boolean serving) {
        current = offset;
        boolean first = firsts.isFirst(offset);
        try {
            program.begin(offset, appendMillis, firsts, serving);
        } catch (RuntimeException e) {
            fault(e);
        }
        try {
            int events = decoder.decode(offset, appendMillis, payload, this::run);
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
    }

    /// The record that was taken through last was the last of all.
    void end() {
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
}
