package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.Route;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A destination for which everything offered is delivered. It takes events from one thread or from several.
abstract class InMemoryDestination implements Destination {
    /// The names of the threads that wrote events.
    final Set<String> writers = ConcurrentHashMap.newKeySet();

    private final String id;
    private volatile long position;

    InMemoryDestination(String id, long position) {
        this.id = id;
        this.position = position;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Availability availability() {
        return new Availability.Ready();
    }

    @Override
    public Takes takes() {
        return Takes.ALL;
    }

    @Override
    public Edge bind(Route route) {
        throw new UnsupportedOperationException();
    }

    /// What has to be done to keep the event, which ends with this call, when its turn comes.
    abstract Runnable keep(Event event);

    /// The way of events here, also by pages.
    final Edge edge() {
        return new Edge() {
            @Override
            public void write(Event event) {
                taken(event).run();
            }

            @Override
            public Edge on(Page page) {
                return event -> ((Ahead) page).record.add(taken(event));
            }
        };
    }

    private Runnable taken(Event event) {
        writers.add(Thread.currentThread().getName());
        return keep(event);
    }

    @Override
    public final Page page() {
        return new Ahead();
    }

    private static final class Ahead implements Page {
        private final Queue<List<Runnable>> records = new ArrayDeque<>();
        private List<Runnable> record = new ArrayList<>();

        @Override
        public void endRecord() {
            records.add(record);
            record = new ArrayList<>();
        }

        @Override
        public void handOver() {
            records.remove().forEach(Runnable::run);
        }
    }

    @Override
    public void start(DestinationRuntime runtime) {}

    @Override
    public void passed(long nextOffset) {
        position = nextOffset;
    }

    @Override
    public long committed() {
        return position;
    }

    @Override
    public DestinationStats stats() {
        return new DestinationStats(0, 0, 0, 0, 0, 0, 0, "");
    }

    @Override
    public void close() {}
}
