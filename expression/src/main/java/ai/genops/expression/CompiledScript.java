package ai.genops.expression;

import ai.genops.event.AttributeName;
import ai.genops.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.FunctionNode;

/// Code and its steps.
///
/// @param entries the names of the event it works on
/// @param locals places that it needs
record CompiledScript(
        String source,
        Steps.Step step,
        List<Entry> entries,
        List<Change> changes,
        List<Problem> notes,
        Set<AttributeName> attributes,
        boolean readsAllAttributes,
        int locals,
        int maxRounds)
        implements Script {
    /// A name of the event: where it is among the locals, where its mark is, and what the event has.
    ///
    /// @param inPlace whether its value may be changed in place
    /// @param isChange whether it is one of the changes
    private record Entry(String name, int slot, int mark, Code load, boolean inPlace, boolean isChange) {}

    static Script of(String source, Scope scope, int maxRounds) {
        var problems = new Problems(source);
        FunctionNode function = Syntax.parseCode(source, problems);
        problems.throwIfAny();
        var event = new EventNames();
        var names = Names.ofCode(scope, event);
        var resolver = new Resolver(source, names, problems, new Lint(problems, false), false);
        Statement body = new StatementResolver(resolver).body(Objects.requireNonNull(function));
        problems.throwIfAny();
        List<Entry> entries = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (EventNames.Name name : event.names()) {
            Change change = event.change(name);
            Code load = Compiler.compile(new Node.Copy(name.load()));
            entries.add(new Entry(name.name(), name.slot(), name.mark(), load, event.changesInPlace(), change != null));
            if (change != null) {
                changes.add(change);
            }
        }
        return new CompiledScript(
                source,
                Steps.compile(body),
                List.copyOf(entries),
                List.copyOf(changes),
                problems.notes(),
                Collections.unmodifiableSet(names.attributes()),
                names.readsAll(),
                names.localCount(),
                maxRounds);
    }

    @Override
    public List<@Nullable Object> run(Event event) {
        var places = new Locals(locals, maxRounds);
        for (Entry entry : entries) {
            places.set(entry.slot, entry.load.value(event, places));
        }
        step.run(event, places);
        List<@Nullable Object> outcomes = new ArrayList<>(changes.size());
        for (Entry entry : entries) {
            Object outcome = outcome(entry, event, places);
            if (entry.isChange) {
                outcomes.add(outcome);
            } else if (outcome != Outcome.UNCHANGED) {
                throw new EvaluationException("`" + entry.name + "` is changed in place, which no field shows; set a"
                        + " field to it: __e['name'] = [...list], or {...object}");
            }
        }
        return outcomes;
    }

    private static @Nullable Object outcome(Entry entry, Event event, Locals places) {
        Object mark = places.get(entry.mark);
        if (mark != null) {
            return Boolean.TRUE.equals(mark) ? Results.export(places.get(entry.slot)) : Outcome.DELETED;
        }
        Object value = places.get(entry.slot);
        if (!entry.inPlace || !(value instanceof List<?> || value instanceof Map<?, ?>)) {
            return Outcome.UNCHANGED;
        }
        Object now = Results.export(value);
        Object before = Results.export(entry.load.value(event, places));
        return Objects.equals(now, before) ? Outcome.UNCHANGED : now;
    }
}
