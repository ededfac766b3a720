package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Utf8;
import ai.genops.expression.EvaluationException;
import ai.genops.expression.Expression;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An expression that cannot hurt the pipeline: where it fails on an event it gives nothing (a condition: false), and
/// the failure is counted. Safe for concurrent use.
public record Guarded(Expression expression, Failures failures) implements Condition, Value {
    /// @param sets the field it is for, or what it decides
    public Guarded(Expression expression, String sets, String source, Location at) {
        this(expression, new Failures(sets, source, at));
    }

    @Override
    public boolean test(Event event) {
        try {
            return expression.test(event);
        } catch (EvaluationException e) {
            failures.failed(event, String.valueOf(e.getMessage()), e.offset());
            return false;
        }
    }

    @Override
    public @Nullable Object of(Event event) {
        try {
            return expression.value(event);
        } catch (EvaluationException e) {
            failures.failed(event, String.valueOf(e.getMessage()), e.offset());
            return null;
        }
    }

    /// A condition of parameters as well, in their order.
    boolean test(Event event, List<? extends @Nullable Object> parameters) {
        try {
            return expression.test(event, parameters);
        } catch (EvaluationException e) {
            failures.failed(event, String.valueOf(e.getMessage()), e.offset());
            return false;
        }
    }

    /// The text to put in the place of what must not be shown, whose groups the parameters are. Where it fails,
    /// `otherwise`; neither the event is kept then, nor a message that might quote it.
    String mask(Event event, List<@Nullable String> groups, String otherwise) {
        try {
            return expression.text(event, groups);
        } catch (EvaluationException e) {
            failures.failed("fails on what the pattern found, so that is shown as " + otherwise, e.offset());
            return otherwise;
        }
    }

    @Override
    public boolean isText(Event event, Utf8 text) {
        return expression.isText(event, text);
    }

    @Override
    public void set(Event event, int slot) {
        try {
            expression.set(event, slot);
        } catch (EvaluationException e) {
            failures.failed(event, String.valueOf(e.getMessage()), e.offset());
            event.field(slot, null);
        }
    }

    @Override
    public @Nullable Boolean always() {
        return expression.always();
    }

    Type type() {
        return expression.type();
    }

    /// The names it reads and their values on this event, in the order of the source: null where there is none.
    public Map<String, @Nullable Object> reads(Event event) {
        return expression.reads(event);
    }
}
