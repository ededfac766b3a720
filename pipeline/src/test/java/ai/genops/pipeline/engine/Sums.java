package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Emitter;
import ai.genops.pipeline.processor.Memory;
import ai.genops.pipeline.processor.Remembering;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/// A destination that keeps the sums it gets. It can be closed for a while, and say that it has not got further.
final class Sums extends InMemoryDestination {
    static final Fields FIELDS = new Fields();
    static final int SUM = FIELDS.define("sum");

    volatile boolean open = true;
    volatile long held = Long.MAX_VALUE;
    final List<Object> seen = new ArrayList<>();
    final List<String> ids = new ArrayList<>();

    Sums(String id, long from) {
        super(id, from);
    }

    @Override
    Runnable keep(Event event) {
        Object sum = Objects.requireNonNull(event.field(SUM));
        String id = event.offset() + "/" + event.ordinal();
        return () -> {
            seen.add(sum);
            ids.add(id);
        };
    }

    @Override
    public boolean ready() {
        return open;
    }

    @Override
    public long committed() {
        return Math.min(held, super.committed());
    }

    /// The pipeline that sums, with these as its destinations.
    static Pipeline pipeline(String definition, Function<Emitter, Memory> memory, Sums... destinations) {
        List<RouteEdge> routes = Stream.of(destinations)
                .map(one -> new RouteEdge("to_" + one.id(), one, Condition.ALWAYS, Destination.Takes.ALL, one.edge()))
                .toList();
        var stage = new Stage("sum", "sum", new Remembering(memory), List.of(), definition);
        return new Pipeline("p", "", List.of(), List.of(stage), routes, FIELDS, List.of());
    }
}
