package ai.genops.server.replay;

import ai.genops.log.Checkpoints;
import ai.genops.log.ConsumerLimit;
import ai.genops.log.Overflow;
import ai.genops.pipeline.DestinationRuntime.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;

/// How far a replay has come with one destination. It keeps what it still needs from being given up for its age, but
/// never stops the log: when there is no room for new records, the replay loses the oldest, and says so.
final class ReplayCheckpoint implements Checkpoint {
    private final Checkpoints checkpoints;
    private final String consumer;

    ReplayCheckpoint(Checkpoints checkpoints, String consumer, long first) throws IOException {
        this.checkpoints = checkpoints;
        this.consumer = consumer;
        checkpoints.limit(consumer, ConsumerLimit.unlimited(Overflow.DROP_OLDEST));
        if (checkpoints.position(consumer).isEmpty()) {
            checkpoints.register(consumer, first);
        }
    }

    @Override
    public long load() {
        return checkpoints.position(consumer).orElse(0);
    }

    @Override
    public void save(long nextOffset) {
        try {
            checkpoints.commit(consumer, nextOffset);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint of " + consumer + " cannot be written", e);
        }
    }
}
