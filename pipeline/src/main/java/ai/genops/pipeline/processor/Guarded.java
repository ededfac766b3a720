package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.expression.EvaluationException;
import ai.genops.expression.Expression;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// An expression that cannot hurt the pipeline: where it fails on an event it gives nothing (a condition: false), the
/// failure is counted, and the last event it failed on is kept to look at. Safe for concurrent use.
public final class Guarded implements Condition, Value {
    private static final int SAMPLE_BYTES = 4096;

    private final Expression expression;
    private final String sets;
    private final String source;
    private final Location at;
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable Failure last;

    /// The last failure of an expression: what went wrong, where in the source (from 0; -1: nobody knows), and the
    /// beginning of the event as JSON.
    public record Failure(String message, int offset, String event) {}

    /// @param sets the field it is for, or what it decides
    public Guarded(Expression expression, String sets, String source, Location at) {
        this.expression = expression;
        this.sets = sets;
        this.source = source;
        this.at = at;
    }

    @Override
    public boolean test(Event event) {
        try {
            return expression.test(event);
        } catch (EvaluationException e) {
            failed(event, e);
            return false;
        }
    }

    @Override
    public @Nullable Object of(Event event) {
        try {
            return expression.value(event);
        } catch (EvaluationException e) {
            failed(event, e);
            return null;
        }
    }

    Type type() {
        return expression.type();
    }

    public String sets() {
        return sets;
    }

    public String source() {
        return source;
    }

    public Location at() {
        return at;
    }

    public long failures() {
        return failures.sum();
    }

    public @Nullable Failure lastFailure() {
        return last;
    }

    /// The names it reads and their values on this event, in the order of the source: null where there is none.
    public Map<String, @Nullable Object> reads(Event event) {
        return expression.reads(event);
    }

    /// The line of the source on which it failed last, and a caret under the place; empty if nobody knows where.
    public String caret() {
        Failure failure = last;
        String text = expression.source();
        if (failure == null || failure.offset() < 0 || failure.offset() > text.length()) {
            return "";
        }
        int start = text.lastIndexOf('\n', failure.offset() - 1) + 1;
        int end = text.indexOf('\n', failure.offset());
        String line = text.substring(start, end < 0 ? text.length() : end);
        String indent = line.substring(0, failure.offset() - start).replaceAll("[^\t]", " ");
        return line + "\n" + indent + "^";
    }

    private void failed(Event event, EvaluationException e) {
        failures.increment();
        var json = new JsonBuffer(SAMPLE_BYTES);
        EventJson.write(event, json);
        String text = json.toString();
        String sample = text.substring(0, Math.min(SAMPLE_BYTES, text.length()));
        last = new Failure(String.valueOf(e.getMessage()), e.offset(), sample);
    }
}
