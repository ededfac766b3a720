package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Preview;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.processor.Condition;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The way from a pipeline to one destination, and its books: every event the pipeline hands it ends as exactly one
/// of filtered, sampled out, sent, or lost.
public final class RouteEdge {
    private final String name;
    private final Destination destination;
    private final Condition filter;
    private final Takes takes;
    private final Destination.Edge edge;
    private final LongAdder filtered = new LongAdder();
    private final LongAdder sampledOut = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();

    public RouteEdge(String name, Destination destination, Condition filter, Takes takes, Destination.Edge edge) {
        this.name = name;
        this.destination = destination;
        this.filter = filter;
        this.takes = takes;
        this.edge = edge;
    }

    /// The same way, to something else, with books of its own.
    RouteEdge to(Destination.Edge other) {
        return new RouteEdge(name, destination, filter, takes, other);
    }

    /// The same way, by a page of its destination's, with books of its own; null if there is none.
    @Nullable
    RouteEdge on(Destination.Page page) {
        Destination.Edge other = edge.on(page);
        return other == null ? null : to(other);
    }

    /// What the books say until now; they begin anew.
    Ended take() {
        return new Ended(filtered.sumThenReset(), sampledOut.sumThenReset(), sent.sumThenReset());
    }

    /// Takes over what another way's books said.
    void add(Ended ended) {
        filtered.add(ended.filtered);
        sampledOut.add(ended.sampledOut);
        sent.add(ended.sent);
    }

    public String name() {
        return name;
    }

    public Destination destination() {
        return destination;
    }

    public Takes takes() {
        return takes;
    }

    /// Events that the route's filter did not let through.
    public long filtered() {
        return filtered.sum();
    }

    /// Events that sampling left out for this destination.
    public long sampledOut() {
        return sampledOut.sum();
    }

    /// Events written to the destination.
    public long sent() {
        return sent.sum();
    }

    /// Events of records that the log gave up, or could not read any more, before the destination had them. Known when
    /// it has caught up.
    public long lost() {
        return lost.sum();
    }

    /// Events that have an outcome.
    public long ended() {
        return filtered() + sampledOut() + sent() + lost();
    }

    /// Everything the pipeline has handed it, `passed` events, has come or will never come.
    void settle(long passed) {
        lost.add(passed - ended());
    }

    /// How many events ended how.
    record Ended(long filtered, long sampledOut, long sent) {}

    /// What becomes of an event the pipeline hands it.
    public enum Outcome {
        FILTERED,
        SAMPLED_OUT,
        SENT
    }

    /// The route's own filter.
    public Condition filter() {
        return filter;
    }

    /// What would be sent of the event; sends nothing.
    public Preview preview(Event event) {
        return edge.preview(event);
    }

    /// What would become of the event; counts nothing.
    Outcome decide(Event event) {
        if (!filter.test(event)) {
            return Outcome.FILTERED;
        }
        return takes == Takes.SAMPLED && !event.sampled() ? Outcome.SAMPLED_OUT : Outcome.SENT;
    }

    Outcome offer(Event event) {
        Outcome outcome = decide(event);
        switch (outcome) {
            case FILTERED -> filtered.increment();
            case SAMPLED_OUT -> sampledOut.increment();
            case SENT -> {
                edge.write(event);
                sent.increment();
            }
        }
        return outcome;
    }
}
