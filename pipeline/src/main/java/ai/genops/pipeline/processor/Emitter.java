package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Kind;

/// Sends events that a step makes down its pipeline, from the step after it. Ids follow from the place in the log
/// where the step makes them, so that each is the same whenever the log is read. Used by the step's thread, while
/// it is applied or advanced.
public interface Emitter {
    /// How many events a step can make at one record of the log; more are an IllegalStateException.
    int MAX_PER_RECORD = 1 << 20;

    /// An event without attributes, at the present record of the log, with its time. Give it the time, the name and
    /// the fields it shall have, then [#emit] it. It is the same object each time.
    Event make(Kind kind, String name);

    /// Takes the event made last to the steps that follow and to the routes.
    void emit();

    /// An event that the step has absorbed, as it was then: with its place in the log, its ids and times, its
    /// random numbers and all that the steps before made of it. Change what is to change, then [#release] it. It is
    /// the same object each time.
    ///
    /// @param held what [EventBytes#of] gave for it
    Event recall(byte[] held);

    /// Takes the event recalled last to the steps that follow and to the routes, at the present record of the log.
    void release();
}
