package ai.genops.pipeline.engine;

import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.Route;

/// A destination for which everything offered is delivered.
abstract class InMemoryDestination implements Destination {
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
