package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Code over an event, compiled: statements in JavaScript, which set names of the event (`__e.name = …`) and
/// are otherwise what expressions are. It works on copies and says what is to change when its last statement
/// has run; code that fails changes nothing. It reads no clock and cannot run for long. Safe for concurrent use
/// on different events.
public sealed interface Script permits CompiledScript {
    /// Rounds of all loops of one run, unless it is said otherwise; as in Cribl.
    int ROUNDS = 5_000;
    /// The most rounds that can be said.
    int MOST_ROUNDS = 100_000;

    /// A name that code may set or delete, and where it does so first.
    ///
    /// @param told whether the source has the name; else it may be the one that only the event tells
    record Change(String name, boolean sets, boolean deletes, boolean told, int offset) {}

    /// What becomes of a name that has no new value.
    enum Outcome {
        UNCHANGED,
        DELETED
    }

    /// Throws [ExpressionException] with all that is wrong with it.
    ///
    /// @param maxRounds rounds of all loops of one run, from 1 to [#MOST_ROUNDS]
    static Script compile(String source, Scope scope, int maxRounds) {
        return CompiledScript.of(source, scope, maxRounds);
    }

    /// The names of the event that code sets, as far as its text shows them; none if it cannot be parsed. For
    /// who has to know them before it is compiled.
    static Set<String> names(String source) {
        return ScriptNames.of(source);
    }

    /// What it may change, in the order in which the source names it.
    List<Change> changes();

    /// Whether it may set or delete attributes: under names that only the event tells, or that no field can have
    /// (`__e['a.b'] = 1`).
    boolean setsAttributes();

    /// What one run changes.
    ///
    /// @param outcomes for each of [#changes] the value as [Expression#value] gives it, null being undefined, or
    ///     an [Outcome]
    /// @param attributes the other names that were set, with their values; null: deleted
    record Result(List<@Nullable Object> outcomes, Map<String, @Nullable Object> attributes) {}

    /// Runs it on an event, which it does not change. Throws [EvaluationException] and nothing else.
    Result run(Event event);

    String source();

    /// What is legal but hardly meant.
    List<Problem> notes();

    /// The attributes it reads by name.
    Set<AttributeName> attributes();

    /// Whether it may read attributes that it does not name.
    boolean readsAllAttributes();
}
