package ai.genops.destination.delivery;

import ai.genops.pipeline.DestinationRuntime.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// Moves the checkpoint in the order of the log, past batches without a gap, whatever order they finish in.
/// Safe for concurrent use.
final class Progress {
    private final Checkpoint checkpoint;
    private final ReentrantLock lock = new ReentrantLock();
    /// Finished batches that an unfinished one stands before, by their first offset.
    private final Map<Long, Batch> waiting = new TreeMap<>();

    private volatile long committed;

    Progress(Checkpoint checkpoint, long committed) {
        this.checkpoint = checkpoint;
        this.committed = committed;
    }

    long committed() {
        return committed;
    }

    /// Takes note of a finished batch; once, since a batch that the checkpoint has passed is filled anew.
    void finished(Batch batch) {
        lock.lock();
        try {
            waiting.put(batch.first(), batch);
        } finally {
            lock.unlock();
        }
    }

    /// Moves the checkpoint as far as it goes. Returns the batches that it has passed by this, durably. If it cannot be
    /// saved it throws, and may be called again; another courier may have moved it past one's own batch meanwhile.
    List<Batch> advance() {
        lock.lock();
        try {
            List<Batch> passed = new ArrayList<>();
            long next = committed;
            for (Batch follower = waiting.get(next); follower != null; follower = waiting.get(next)) {
                passed.add(follower);
                next = follower.next();
            }
            if (!passed.isEmpty()) {
                checkpoint.save(next);
                committed = next;
                passed.forEach(done -> waiting.remove(done.first()));
            }
            return passed;
        } finally {
            lock.unlock();
        }
    }
}
