package ai.genops.pipeline.processor;

import ai.genops.event.Event;

/// Marks the events that destinations which take a sample are shown. The first rule whose condition holds gives the
/// rate; an event that none holds for is kept. Whether an event is among the kept follows from its trace alone, so a
/// trace is kept or left out as a whole, on every machine and at every replay.
///
/// @param rules as [Rule]s, one after the other
record Sampling(Processor rules) implements Processor {
    /// Of events that the condition holds for, a share of `rate` (0 to 1) is kept, and no further rule is asked.
    record Rule(Condition condition, double rate) implements Processor {
        @Override
        public Verdict apply(Event event) {
            if (!condition.test(event)) {
                return Verdict.KEEP;
            }
            mark(event, rate);
            return Verdict.LAST;
        }
    }

    @Override
    public Verdict apply(Event event) {
        Verdict _ = rules.apply(event);
        return Verdict.KEEP;
    }

    /// Of several rates that an event gets, the lowest holds.
    static void mark(Event event, double rate) {
        double lowest = Math.min(rate, event.sampleRate());
        event.sample(lowest, event.sampleKey() < lowest);
    }
}
