package ai.genops.pipeline.processor;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.expression.EvaluationException;
import ai.genops.expression.Script;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs code and sets what it says. Where it fails on an event, nothing is set, and the failure is counted.
record RunCode(Script script, List<Name> names, Failures failures) implements Processor {
    /// A name that the code may change.
    ///
    /// @param slot the field of that name; -1 if there is none
    /// @param attribute what is taken away with it; null if it is not deleted
    record Name(int slot, @Nullable AttributeName attribute) {}

    @Override
    public Verdict apply(Event event) {
        Script.Result result;
        try {
            result = script.run(event);
        } catch (EvaluationException e) {
            failures.failed(event, String.valueOf(e.getMessage()), e.offset());
            return Verdict.KEEP;
        }
        int removed = 0;
        for (int i = 0; i < names.size(); i++) {
            Name name = names.get(i);
            Object outcome = result.outcomes().get(i);
            boolean deleted = outcome == Script.Outcome.DELETED;
            if (outcome != Script.Outcome.UNCHANGED && name.slot >= 0) {
                event.field(name.slot, deleted ? null : outcome);
            }
            if (deleted && name.attribute != null) {
                removed += remove(event, name.attribute.keys());
            }
        }
        for (var other : result.attributes().entrySet()) {
            removed += set(event, other.getKey(), other.getValue());
        }
        if (removed > 0) {
            ReceivedText.hide(event);
        }
        return Verdict.KEEP;
    }

    /// Sets an attribute, or removes it with its aliases; how many are no longer what was received.
    private static int set(Event event, String name, @Nullable Object value) {
        if (value == null) {
            return remove(event, AttributeName.of(name).keys());
        }
        Key key = Key.of(name);
        int replaced = event.attributes().find(key) < 0 ? 0 : 1;
        event.attributes().set(key, value);
        return replaced;
    }

    private static int remove(Event event, List<Key> keys) {
        if (keys.contains(Own.RAW.key())) {
            ReceivedText.remove(event);
        }
        return event.attributes().retain(key -> !keys.contains(key));
    }
}
