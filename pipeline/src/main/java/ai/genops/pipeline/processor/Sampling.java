package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import java.util.List;

/// Marks the events that destinations which take a sample are shown. The first rule whose condition holds gives the
/// rate; an event that none holds for is kept. Whether an event is among the kept follows from its trace alone, so a
/// trace is kept or left out as a whole, on every machine and at every replay.
public record Sampling(List<Rule> rules) implements Processor {
    /// Of events that the condition holds for, a share of `rate` (0 to 1) is kept.
    public record Rule(Condition condition, double rate) {}

    @Override
    public Verdict apply(Event event) {
        for (Rule rule : rules) {
            if (rule.condition().test(event)) {
                mark(event, rule.rate());
                return Verdict.KEEP;
            }
        }
        return Verdict.KEEP;
    }

    /// Of several rates that an event gets, the lowest holds.
    static void mark(Event event, double rate) {
        double lowest = Math.min(rate, event.sampleRate());
        event.sample(lowest, event.sampleKey() < lowest);
    }
}
