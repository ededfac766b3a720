package ai.genops.pipeline.engine;

import ai.genops.pipeline.processor.Failures;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// A processor at its place in a pipeline, and its books. Safe for concurrent use.
public final class Stage {
    private final String name;
    private final String type;
    private final Processor processor;
    private final List<Failures> expressions;
    private final String definition;
    private final LongAdder dropped = new LongAdder();
    private final LongAdder absorbed = new LongAdder();
    private final LongAdder created = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder timed = new LongAdder();
    private final LongAdder timedNanos = new LongAdder();

    public Stage(String name, String type, Processor processor, List<Failures> expressions) {
        this(name, type, processor, expressions, "");
    }

    /// @param expressions those that its processor runs
    /// @param definition all that the processor was made from: with the same, what it remembers means the same
    public Stage(String name, String type, Processor processor, List<Failures> expressions, String definition) {
        this.name = name;
        this.type = type;
        this.processor = processor;
        this.expressions = List.copyOf(expressions);
        this.definition = definition;
    }

    /// As configured; of a processor without a name, its type and its place among all, from 1: `eval-3`.
    public String name() {
        return name;
    }

    public String type() {
        return type;
    }

    public List<Failures> expressions() {
        return expressions;
    }

    String definition() {
        return definition;
    }

    Processor processor() {
        return processor;
    }

    /// An event has not come out of it: it was dropped, or others take its place.
    void left(Verdict verdict, boolean first) {
        if (first) {
            (verdict == Verdict.DROP ? dropped : absorbed).increment();
        }
    }

    /// Events that it has made.
    void created(int count, boolean first) {
        if (first) {
            created.add(count);
        }
    }

    /// An event has passed by the processors that follow.
    void ended(boolean first) {
        if (first) {
            ended.increment();
        }
    }

    long endedEvents() {
        return ended.sum();
    }

    void took(long nanos) {
        timed.increment();
        timedNanos.add(nanos);
    }

    /// @param after events that the next processor, or the end, got from this one
    StageStats stats(long after) {
        long out = after + ended.sum();
        long in = out + dropped.sum() + absorbed.sum() - created.sum();
        long errored = expressions.stream().mapToLong(Failures::failures).sum();
        return new StageStats(name, type, in, out, dropped.sum(), errored, timed.sum(), timedNanos.sum());
    }
}
