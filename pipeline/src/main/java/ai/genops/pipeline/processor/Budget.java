package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.pipeline.processor.budget.Windows;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A budget as it is configured.
///
/// @param period what people call its windows
/// @param limits by key; for other keys the value of `limit` counts
/// @param thresholds shares of the limit, rising; 1 is among them, at `full`
/// @param toldFull whether crossing 1 is told as any other threshold, too
/// @param carried what the events it makes have of the key
/// @param definition of what accounts are: with another, what was spent belongs to others
/// @param annotate whether events with an amount are told how the budget stands
record Budget(
        String name,
        KeyText key,
        List<Carried> carried,
        Value amount,
        Windows windows,
        String period,
        long graceMillis,
        Map<String, BigDecimal> limits,
        Value limit,
        List<BigDecimal> thresholds,
        int full,
        boolean toldFull,
        boolean annotate,
        int maxAccounts,
        String definition,
        Failures failures) {
    /// A value of the key that is a field or an attribute: it is the same of the events that the budget makes.
    sealed interface Carried {
        record Field(int slot, Value value) implements Carried {}

        record Attribute(Key key, Value value) implements Carried {}

        default void carry(Event from, Event to) {
            switch (this) {
                case Field(var slot, var value) -> to.field(slot, value.of(from));
                case Attribute(var key, var value) -> {
                    Object found = value.of(from);
                    if (found != null) {
                        to.attributes().set(key, found);
                    }
                }
            }
        }
    }

    /// What the budget is called for one key.
    String nameOf(String key) {
        return key.isEmpty() ? name : name + "/" + key;
    }

    /// How much may be spent; null: there is no limit.
    @Nullable
    BigDecimal limitOf(String key, Event event) {
        BigDecimal own = limits.get(key);
        if (own != null) {
            return own;
        }
        Object value = limit.of(event);
        BigDecimal exact = Amounts.exact(value);
        if (value != null && exact == null) {
            failures.failed(event, "the limit is no number from 0");
        }
        return exact;
    }
}
