package ai.genops.server;

import ai.genops.log.Checkpoints;
import ai.genops.log.Log;
import ai.genops.pipeline.DestinationRuntime.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A destination's checkpoint, kept by the log, which so knows what it may give up.
final class LogCheckpoint implements Checkpoint {
    private final Log log;
    private final Checkpoints checkpoints;
    private final String destination;

    /// Registers the destination, at the oldest record if it is new.
    LogCheckpoint(Log log, String destination) throws IOException {
        this.log = log;
        this.checkpoints = log.checkpoints();
        this.destination = destination;
        if (checkpoints.position(destination).isEmpty()) {
            checkpoints.register(destination, log.stats().oldestSequence());
        }
    }

    @Override
    public long load() {
        return checkpoints.position(destination).orElse(0);
    }

    @Override
    public long rewind() {
        long oldest = log.oldestSequence();
        if (oldest < load()) {
            set(oldest);
        }
        return load();
    }

    private void set(long next) {
        try {
            checkpoints.register(destination, next);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint of " + destination + " cannot be set back", e);
        }
    }

    @Override
    public void save(long nextOffset) {
        try {
            checkpoints.commit(destination, nextOffset);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint of " + destination + " cannot be written", e);
        }
    }
}
