package ai.genops.server;

import ai.genops.lake.LakeDestination;
import ai.genops.log.Log;
import ai.genops.pipeline.Destination;
import ai.genops.server.alert.Arrivals;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Supplier;

/// How far the log has come into the lake: where the log ended at some moments, and how much of that has
/// arrived. Without a lake nothing is waited for.
final class LakeArrivals implements Arrivals {
    private static final int MOST = 1000;

    private record Moment(long millis, long next) {}

    private final Log log;
    private final Supplier<? extends Collection<Destination>> destinations;
    private final InstantSource clock;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private long completeUntil;

    LakeArrivals(Log log, Supplier<? extends Collection<Destination>> destinations, InstantSource clock) {
        this.log = log;
        this.destinations = destinations;
        this.clock = clock;
    }

    @Override
    public long position() {
        return destinations.get().stream()
                .filter(LakeDestination.class::isInstance)
                .mapToLong(Destination::committed)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public synchronized long completeUntil() {
        long now = clock.millis();
        if (moments.size() < MOST) {
            moments.addLast(new Moment(now, log.nextSequence()));
        }
        long arrived = position();
        for (Moment first = moments.peekFirst();
                first != null && first.next() <= arrived;
                first = moments.peekFirst()) {
            completeUntil = first.millis();
            moments.removeFirst();
        }
        return completeUntil;
    }
}
