package ai.genops.pipeline.engine;

import ai.genops.log.ConsumerLimit;
import ai.genops.log.Log;
import ai.genops.log.Overflow;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what pipelines remember over restarts, and into feeds that start elsewhere than the others: it saves
/// memories now and then, and a feed that begins at a record reads the log from the last one saved before it. The log
/// keeps what that needs: this is one of its consumers. Safe for concurrent use.
final class MemoryKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryKeeper.class);
    /// Of the log's time. After a restart about as much is read again.
    private static final long INTERVAL_MILLIS = 10_000;

    private final Log log;
    private final String consumer;
    private final MemoryStore store;
    private final List<Pipeline> remembering;
    private final Collection<Member> members;

    MemoryKeeper(Log log, String consumer, MemoryStore store, List<Pipeline> pipelines, Collection<Member> members) {
        this.log = log;
        this.consumer = consumer;
        this.store = store;
        this.members = members;
        remembering = pipelines.stream().filter(Pipeline::remembers).toList();
        // Destinations decide what the log must keep: where one may lose the oldest, this is no reason to keep it.
        log.checkpoints().limit(consumer, ConsumerLimit.unlimited(Overflow.DROP_OLDEST));
    }

    /// Gives a program that begins at `from` what it has to remember, and returns where it has to read the log from
    /// for that; `from` if it remembers nothing.
    long restore(Program program, long from) {
        long start = from;
        for (Passage passage : program.remembering()) {
            long joins = recall(program, passage, from);
            start = Math.min(start, joins);
        }
        return start;
    }

    private long recall(Program program, Passage passage, long from) {
        String id = passage.pipeline().id();
        MemoryStore.Saved saved = store.latest(id, from);
        try {
            if (saved != null && passage.memories().load(saved.bytes(), id) > 0) {
                passage.joins(saved.offset());
                return saved.offset();
            }
        } catch (IOException e) {
            LOG.warn("pipeline `{}` does not understand what it remembered and begins anew: {}", id, e.getMessage());
        }
        Passage anew = program.anew(passage);
        anew.joins(from);
        save(anew, from);
        return from;
    }

    /// Whether it is time to save what was remembered last at `savedMillis`.
    static boolean isDue(long savedMillis, long nowMillis) {
        return Math.abs(nowMillis - savedMillis) >= INTERVAL_MILLIS; // a clock may be set back
    }

    /// Saves what a program remembers of the records before `offset`, and deletes what nobody needs any more.
    void renew(Program program, long offset) {
        save(program, offset);
        tidy();
    }

    /// Saves what a program remembers of the records before `offset`.
    void save(Program program, long offset) {
        program.remembering().forEach(passage -> save(passage, offset));
    }

    private void save(Passage passage, long offset) {
        try {
            store.save(
                    passage.pipeline().id(),
                    new MemoryStore.Saved(offset, passage.memories().save()));
        } catch (IOException e) {
            LOG.warn(
                    "what pipeline `{}` remembers could not be saved: {}; a restart reads more of the log",
                    passage.pipeline().id(),
                    e.toString());
        }
    }

    /// Keeps of each pipeline's what some destination may begin with after a restart, and of the log what stands
    /// behind that.
    private void tidy() {
        long lowest = Long.MAX_VALUE;
        for (Pipeline pipeline : remembering) {
            try {
                lowest = Math.min(lowest, store.keep(pipeline.id(), this::needed));
            } catch (IOException e) {
                LOG.warn("old memories of pipeline `{}` could not be deleted: {}", pipeline.id(), e.toString());
                return;
            }
        }
        if (lowest < Long.MAX_VALUE) {
            hold(lowest);
        }
    }

    /// What a destination may begin with: the last that was saved where it stands, and what was saved between there
    /// and what it has been offered, where it will stand.
    private NavigableSet<Long> needed(NavigableSet<Long> saved) {
        NavigableSet<Long> needed = new TreeSet<>();
        for (Member member : members) {
            long committed = member.destination.committed();
            Long last = saved.floor(committed);
            if (last != null) {
                needed.add(last);
            }
            needed.addAll(saved.subSet(committed, false, Math.max(committed, member.next), true));
        }
        return needed;
    }

    private void hold(long offset) {
        try {
            if (log.checkpoints().position(consumer).isEmpty()) {
                log.checkpoints().register(consumer, offset);
            } else {
                log.checkpoints().note(consumer, offset);
            }
        } catch (IOException e) {
            LOG.warn("the log does not know yet what pipelines remember: {}", e.getMessage());
        }
    }
}
