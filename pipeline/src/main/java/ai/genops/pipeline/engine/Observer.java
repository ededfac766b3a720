package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Processor.Verdict;

/// Looks on while an event goes through a pipeline. It must not change the event, nor make it wait. A pipeline
/// without an observer runs code of its own and pays nothing for there being one.
public interface Observer {
    Observer NOBODY = new Observer() {};

    /// The event of a record, before any pipeline.
    default void received(Event event) {}

    /// This filter did not let the event in.
    default void refused(Pipeline pipeline, Condition filter, Event event) {}

    /// Every filter let the event in.
    default void entered(Pipeline pipeline, Event event) {}

    default void before(Stage stage) {}

    default void after(Pipeline pipeline, Stage stage, Verdict verdict, Event event) {}

    /// A processor has made an event, or lets one go on that it kept back, from behind it: what is shown until
    /// [#wentOn] is about this one.
    default void made(Pipeline pipeline, Stage stage, Event event) {}

    /// The event made last has come to its end.
    default void wentOn() {}

    default void offered(Pipeline pipeline, RouteEdge route, RouteEdge.Outcome outcome, Event event) {}
}
