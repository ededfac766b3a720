package ai.genops.destination.metrics;

import ai.genops.destination.Blocks;
import ai.genops.destination.Sample;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.expression.Scope;
import ai.genops.expression.Type;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Events of one pipeline, with its fields, at the clock's time.
public final class Spans {
    private final Fields fields = new Fields();
    private final Scope scope = Scope.of(fields);
    private final InstantSource clock;

    public Spans(InstantSource clock, List<String> names, List<String> elsewhere) {
        this.clock = clock;
        names.forEach(name -> scope.define(name, Type.ANY));
        elsewhere.forEach(scope::allow);
    }

    public Route route(Blocks blocks, String pipeline) {
        return new Route(pipeline, "route", blocks.section("name: route"), scope);
    }

    public Event event(long offset, Map<String, ?> values) {
        Event event = Sample.event(offset, fields);
        event.time(clock.millis() * 1_000_000, -1);
        values.forEach((name, value) -> event.field(fields.find(name), value));
        return event;
    }

    /// Writes an event as a log record of its own.
    public void write(Destination destination, Destination.Edge edge, long offset, Map<String, ?> values) {
        while (!destination.ready()) {
            Sample.pause();
        }
        edge.write(event(offset, values));
        destination.passed(offset + 1);
    }
}
