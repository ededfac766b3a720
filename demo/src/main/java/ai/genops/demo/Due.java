package ai.genops.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands out operations when they have ended, in batches. For one thread.
final class Due {
    private final Iterator<Operation> operations;
    private final InstantSource clock;
    private final Pause pause;
    private final Duration interval;
    private final int maxBatch;
    private @Nullable Operation upcoming;

    /// @param interval at least so long lies between two batches, unless more is due than a batch holds
    Due(Iterator<Operation> operations, InstantSource clock, Pause pause, Duration interval, int maxBatch) {
        this.operations = operations;
        this.clock = clock;
        this.pause = pause;
        this.interval = interval;
        this.maxBatch = maxBatch;
        advance();
    }

    /// Waits until something has ended; an empty batch means that there is nothing more to wait for.
    List<Operation> next() throws InterruptedException {
        var batch = new ArrayList<Operation>();
        if (upcoming != null && upcoming.end().isAfter(clock.instant())) {
            waitFor(upcoming.end().plus(interval));
        }
        Instant now = clock.instant();
        while (upcoming != null && !upcoming.end().isAfter(now) && batch.size() < maxBatch) {
            batch.add(upcoming);
            advance();
        }
        return batch;
    }

    private void waitFor(Instant instant) throws InterruptedException {
        for (var now = clock.instant(); now.isBefore(instant); now = clock.instant()) {
            pause.of(Duration.between(now, instant));
        }
    }

    private void advance() {
        upcoming = operations.hasNext() ? operations.next() : null;
    }
}
