package ai.genops.destination.delivery;

import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.Route;
import java.util.function.Function;

/// A destination that takes nothing and holds nothing up: it is not configured. Its routes are checked as if it worked,
/// so that what is wrong with them is told now. It has no checkpoint of its own: once it works, it begins where any new
/// destination does.
public final class IdleDestination implements Destination {
    static final DestinationStats NOTHING = new DestinationStats(0, 0, 0, 0, 0, 0, 0, "");

    private final String id;
    private final String type;
    private final Availability availability;
    private final Takes takes;
    private final Function<Route, Encoder> encoders;
    private final Redaction redaction;
    private volatile long passed;

    public IdleDestination(
            String id,
            String type,
            Availability availability,
            Takes takes,
            Function<Route, Encoder> encoders,
            Redaction redaction) {
        this.id = id;
        this.type = type;
        this.availability = availability;
        this.takes = takes;
        this.encoders = encoders;
        this.redaction = redaction;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public Takes takes() {
        return takes;
    }

    @Override
    public Edge bind(Route route) {
        return new EncodedEdge(encoders.apply(route), redaction, (_, _) -> {});
    }

    @Override
    public void start(DestinationRuntime runtime) {
        passed = runtime.checkpoint().load();
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public void passed(long nextOffset) {
        passed = nextOffset;
    }

    @Override
    public long committed() {
        return passed;
    }

    @Override
    public DestinationStats stats() {
        return NOTHING;
    }

    @Override
    public void close() {}
}
