package ai.genops.pipeline.engine;

import ai.genops.pipeline.processor.Guarded;
import ai.genops.pipeline.processor.Processor;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// A processor at its place in a pipeline, and its books. Safe for concurrent use.
public final class Stage {
    private final String name;
    private final String type;
    private final Processor processor;
    private final List<Guarded> expressions;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder timed = new LongAdder();
    private final LongAdder timedNanos = new LongAdder();

    /// @param expressions those that its processor runs
    public Stage(String name, String type, Processor processor, List<Guarded> expressions) {
        this.name = name;
        this.type = type;
        this.processor = processor;
        this.expressions = List.copyOf(expressions);
    }

    /// As configured; of a processor without a name, its type and its place among all, from 1: `eval-3`.
    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    public List<Guarded> expressions() {
        return expressions;
    }

    Processor processor() {
        return processor;
    }

    void dropped() {
        dropped.increment();
    }

    void took(long nanos) {
        timed.increment();
        timedNanos.add(nanos);
    }

    StageStats stats(long out) {
        long gone = dropped.sum();
        long errored = expressions.stream().mapToLong(Guarded::failures).sum();
        return new StageStats(name, type, out + gone, out, gone, errored, timed.sum(), timedNanos.sum());
    }
}
