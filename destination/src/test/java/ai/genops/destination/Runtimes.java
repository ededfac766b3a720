package ai.genops.destination;

import ai.genops.pipeline.DestinationRuntime;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a destination is given at its start, with a checkpoint in memory that outlives it.
public final class Runtimes implements DestinationRuntime.Checkpoint {
    public final List<Long> saved = Collections.synchronizedList(new ArrayList<>());
    public volatile long offset;

    public DestinationRuntime in(Path dataFolder) {
        return new DestinationRuntime(this, InstantSource.system(), dataFolder);
    }

    @Override
    public long load() {
        return offset;
    }

    @Override
    public void save(long nextOffset) {
        offset = nextOffset;
        saved.add(nextOffset);
    }
}
